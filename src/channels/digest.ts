/** A digest: several notices to one person, sorted by what to do next. Chinese first, then English. */
import type { DutyNoticeFacts, NoticeFacts } from './channel.ts';
import { dayText } from './notice-dates.ts';
import type { Fact, Section } from './notice-sections.ts';
import { oneLine, shortened } from './one-line.ts';
import { subjectLine, type Rendering } from './render.ts';
import type { MessageToRender } from './render-message.ts';

type AnyFacts = NoticeFacts | DutyNoticeFacts;

/** What to do with it, in the order in which it is to be done. */
type Group = 'overdue' | 'today' | 'ahead' | 'news';

const groups: readonly { readonly group: Group; readonly zh: string; readonly en: string }[] = [
  { group: 'overdue', zh: '已逾期', en: 'overdue' },
  { group: 'today', zh: '今天到期', en: 'due today' },
  { group: 'ahead', zh: '即将到期', en: 'coming up' },
  { group: 'news', zh: '新的情况', en: 'news' },
];

/** As many are listed one by one; the ledger has them all. */
const listedMax = 200;

interface Item {
  readonly group: Group;
  /** What comes first within its group (epoch ms). */
  readonly at: number;
  readonly line: string;
}

export function digestOf(
  { dispatchId, personName, notices }: MessageToRender,
  rendering: Rendering,
): { readonly subject: string; readonly sections: readonly Section[] } {
  const items = notices
    .map((facts) => itemOf(facts, rendering))
    .toSorted((a, b) => a.at - b.at || (a.line < b.line ? -1 : 1));
  const listed = groups.flatMap(({ group, zh, en }) => {
    const own = items.filter((item) => item.group === group);
    return own.length === 0 ? [] : [{ zh, en, lines: own.map(({ line }) => line) }];
  });
  const counted = listed.map(({ zh, lines }) => `${zh} ${lines.length} 项`).join('、');
  const on = dayText(notices[0]?.now ?? 0, rendering.zone);
  const subject = `【整改汇总】${on} 共 ${items.length} 项:${counted}`;
  const name = shortened(oneLine(personName), 300);
  return {
    subject,
    sections: [
      {
        lang: 'zh-CN',
        heading: '',
        paragraphs: [
          ...(name === '' ? [] : [`${name}:`]),
          `以下 ${items.length} 项与您有关,按办理的先后排列。`,
        ],
        facts: listed.map(({ zh, lines }) => factOf(`${zh}(${lines.length} 项)`, lines)),
        next: {
          label: '下一步',
          value: '请从第一项办起;已逾期的请立即办理,不能按期办结的请先申请延期。',
        },
        closing: `本通知由整改台账系统自动发送,请勿直接回复。发送编号:${dispatchId}`,
      },
      {
        lang: 'en',
        heading: 'In English',
        paragraphs: [`${items.length} items for you, in the order to take them up.`],
        facts: listed.map(({ en, lines }) => ({ label: en, value: String(lines.length) })),
        next: { label: 'Next', value: 'Begin with the first of the list above.' },
        closing: '',
      },
    ],
  };
}

function factOf(label: string, lines: readonly string[]): Fact {
  const shown = lines.slice(0, listedMax).map((line) => `· ${line}`);
  const rest = lines.length - shown.length;
  const value = [...shown, ...(rest > 0 ? [`· 另有 ${rest} 项,见台账`] : [])].join('\n');
  return { label, value };
}

function itemOf(facts: AnyFacts, rendering: Rendering): Item {
  const { zone } = rendering;
  const { inPlaceOf } = facts;
  const away = inPlaceOf === null ? '' : `(代 ${shortened(oneLine(inPlaceOf), 40)})`;
  const line = subjectLine(facts, rendering) + away;
  if ('duty' in facts) {
    const dues = facts.tasks.map(({ dueAt }) => dueAt);
    return { ...placeOf(Math.min(...dues), facts.now, zone), line };
  }
  const { clock, event, finding, now } = facts;
  const unit = finding.responsibleUnit === null ? '' : ` — ${oneLine(finding.responsibleUnit)}`;
  const told = `${line}${shortened(unit, 40)}`;
  const speaksOfClock = event.type === 'CLOCK_DUE' && clock !== null && clock.kind !== 'notice';
  if (!speaksOfClock) return { group: 'news', at: event.at, line: told };
  return { ...placeOf(clock.dueAt, now, zone), line: told };
}

function placeOf(dueAt: number, now: number, zone: string): Pick<Item, 'group' | 'at'> {
  if (dueAt <= now) return { group: 'overdue', at: dueAt };
  // A date is due at 24:00, which is the first moment of the day after.
  const group = dayText(dueAt - 1, zone) === dayText(now, zone) ? 'today' : 'ahead';
  return { group, at: dueAt };
}
