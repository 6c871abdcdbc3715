/** Tells in the terminal what happened and who was told, as the virtual clock moves on. */
import { DateTime } from 'luxon';
import type { Actor } from '../../machines/actor.ts';
import { textOf } from '../channels/texts.ts';
import { dueRung } from '../engine/policy.ts';
import type { ChainedEvent } from '../engine/ports.ts';
import type { AnyLedgerEvent } from '../engine/proof/chains.ts';
import { clockTerm, eventTerm, slotTerms } from '../glossary.ts';
import type { Rectiflow } from '../rectiflow.ts';
import type { FindingSummary, NoticeView } from '../store/finding-shapes.ts';
import { demoRound } from './round.ts';
import { called } from './world.ts';

export interface Narrator {
  /** Tells what has happened since it last told. */
  tell(): Promise<void>;
}

export function createNarrator(
  { rectiflow, roundId }: { readonly rectiflow: Rectiflow; readonly roundId: string },
  write: (line: string) => void,
): Narrator {
  const { findings, calendar, engine } = rectiflow;
  const told = new Map<string, number>();
  const toldNotices = new Set<string>();
  const stamp = (at: number) =>
    DateTime.fromMillis(at, { zone: calendar.zone }).toFormat('yyyy-MM-dd HH:mm');
  /** The events of a subject since it was last told of. */
  const news = async (id: string) => {
    const history = (await findings.history(id)) ?? [];
    const seen = told.get(id) ?? 0;
    told.set(id, history.length);
    return history.slice(seen);
  };
  const tellOfFinding = async ({ id, number, title, version }: FindingSummary) => {
    if (version === told.get(id)) return;
    for (const chained of await news(id)) {
      write(`${stamp(chained.at)}  ${number}  ${whatHappened(chained)}  ${short(title)}`);
    }
    for (const notice of await findings.notices(id)) {
      if (toldNotices.has(notice.id)) continue;
      toldNotices.add(notice.id);
      write(`                    ↳ ${whoWasTold(notice)}`);
    }
  };
  return {
    async tell() {
      for (const { at, by, event } of await news(roundId)) {
        const { zh, en } = eventTerm(event.type);
        write(`${stamp(at)}  ${demoRound}  ${zh} / ${en} (${who(by)})`);
      }
      const all = await findings.list({ round: demoRound, limit: 200 }, await engine.now());
      for (const finding of all) await tellOfFinding(finding);
    },
  };
}

function whatHappened({ event, by }: ChainedEvent<AnyLedgerEvent>): string {
  const { zh, en } = eventTerm(event.type);
  if (event.type === 'CLOCK_DUE') {
    const rungs = event.rungs
      .map(({ rung }) => (rung === dueRung ? '到期 / due' : rung))
      .join(', ');
    return `⏰ ${clockTerm(event.clock).zh} / ${clockTerm(event.clock).en}: ${rungs}`;
  }
  const reason = 'reason' in event ? `:${event.reason}` : '';
  return `${zh} / ${en} (${who(by)}${reason})`;
}

function whoWasTold({ slot, personName, state, outcome, template, rungs }: NoticeView): string {
  const post = slotTerms[slot].zh;
  const about = [textOf(template).tag, ...(rungs.length > 1 ? rungs : [])].join(' ');
  if (personName === null) return `${post}空缺,无人可通知 / nobody appointed: ${about}`;
  const unsent = state === 'sent' ? '' : ` (${[state, outcome].filter(Boolean).join(': ')})`;
  return `告知 / told ${personName}(${post}): 【${about}】${unsent}`;
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
  const letters = Array.from(title);
  return letters.length > 24 ? `${letters.slice(0, 24).join('')}…` : title;
}
