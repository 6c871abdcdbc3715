/** Tells in the terminal what happened and who was told, as the virtual clock moves on. */
import { DateTime } from 'luxon';
import type { Actor } from '../../machines/actor.ts';
import type { ChainedEvent, LedgerEvent } from '../engine/ports.ts';
import { clockTerms, eventTerms, slotTerms } from '../glossary.ts';
import type { Rectiflow } from '../rectiflow.ts';
import type { NoticeView } from '../store/finding-views.ts';
import { demoRound } from './round.ts';
import { called } from './world.ts';

export interface Narrator {
  /** Tells what has happened since it last told. */
  tell(): Promise<void>;
}

export function createNarrator(rectiflow: Rectiflow, write: (line: string) => void): Narrator {
  const { findings, calendar, engine } = rectiflow;
  const told = new Map<string, number>();
  const toldNotices = new Set<string>();
  const stamp = (at: number) =>
    DateTime.fromMillis(at, { zone: calendar.zone }).toFormat('yyyy-MM-dd HH:mm');
  return {
    async tell() {
      const all = await findings.list({ round: demoRound, limit: 200 }, await engine.now());
      for (const { id, number, title, version } of all) {
        const seen = told.get(id) ?? 0;
        if (version === seen) continue;
        told.set(id, version);
        const history = (await findings.history(id)) ?? [];
        for (const chained of history.slice(seen)) {
          const event = chained.event as LedgerEvent;
          write(`${stamp(chained.at)}  ${number}  ${whatHappened(event, chained)}  ${short(title)}`);
        }
        for (const notice of await findings.notices(id)) {
          if (toldNotices.has(notice.id)) continue;
          toldNotices.add(notice.id);
          write(`                    ↳ ${whoWasTold(notice)}`);
        }
      }
    },
  };
}

function whatHappened(event: LedgerEvent, { by }: ChainedEvent): string {
  const { zh, en } = eventTerms[event.type];
  if (event.type === 'CLOCK_DUE') {
    const rungs = event.rungs.map(({ rung }) => rung).join(', ');
    return `⏰ ${clockTerms[event.clock].zh} ${rungs} / ${clockTerms[event.clock].en}`;
  }
  const reason = 'reason' in event ? `:${event.reason}` : '';
  return `${zh} / ${en}(${who(by)}${reason})`;
}

function whoWasTold({ slot, personName, state, outcome, template, rungs }: NoticeView): string {
  const post = slotTerms[slot as keyof typeof slotTerms].zh;
  const about = rungs.length > 1 ? `${template} [${rungs.join(' ')}]` : template;
  return personName === null
    ? `${post}空缺,无人可通知 / nobody appointed: ${about}`
    : `已告知 ${post} ${personName} / told: ${about}${state === 'sent' ? '' : ` (${state}${outcome === null ? '' : `: ${outcome}`})`}`;
}

function who(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return called(actor.id);
    case 'delegate':
      return `${called(actor.id)} 代 ${called(actor.actingFor)}`;
    case 'system':
      return actor.rule;
    case 'import':
      return actor.document;
  }
}

function short(title: string): string {
  const letters = [...title];
  return letters.length > 24 ? `${letters.slice(0, 24).join('')}…` : title;
}
