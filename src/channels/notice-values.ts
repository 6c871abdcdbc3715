/** What the placeholders stand for in one notice: every value one line, bounded, and never missing. */
import type { NoticeFacts } from './channel.ts';
import { clockTerm, eventTerm, standingTerm } from '../glossary.ts';
import { todoTerm } from './duties.ts';
import { dueText, timingWords } from './notice-dates.ts';
import { oneLine, shortened } from './one-line.ts';
import type { PlaceholderValues } from './placeholders.ts';

const noClock = {
  rule: '-',
  policy: '-',
  due: '未设期限',
  dueEn: 'not set',
  timing: '未设期限',
  timingEn: 'no deadline',
};

export function valuesOf(facts: NoticeFacts, zone: string): PlaceholderValues {
  const { finding, clock, event } = facts;
  const kind = clock?.kind ?? '';
  const standing = standingTerm(finding.state, finding.stage);
  const happened = eventTerm(event.type);
  const todo = todoTerm(kind, finding.stage);
  const values = {
    person: facts.personName,
    number: finding.number,
    title: finding.title,
    round: finding.roundTitle === '' ? finding.roundCode : finding.roundTitle,
    unit: finding.responsibleUnit ?? '责任单位(未明确)',
    clock: clockTerm(kind).zh,
    clockEn: clockTerm(kind).en,
    state: standing.zh,
    stateEn: standing.en,
    event: happened.zh,
    eventEn: happened.en,
    todo: todo.zh,
    todoEn: todo.en,
    ...(clock === null ? noClock : clockValues(clock, facts.now, zone)),
  };
  return bounded(values);
}

/** 暂定: counted past the last published holiday notice, and to be counted again with the next one. */
export function provisionalMark(clock: NoticeFacts['clock']): string {
  return clock?.provisional === true ? '(暂定)' : '';
}

function clockValues(clock: NonNullable<NoticeFacts['clock']>, now: number, zone: string) {
  const timing = timingWords(clock, now, zone);
  const due = dueText(clock, zone);
  return {
    rule: clock.ruleId,
    policy: `${clock.policyId} v${clock.policyVersion}`,
    due: `${due}${provisionalMark(clock)}`,
    dueEn: clock.provisional ? `${due} (provisional)` : due,
    timing: timing.zh,
    timingEn: timing.en,
  };
}

function bounded(values: PlaceholderValues): PlaceholderValues {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    shortened(oneLine(value), 300),
  ]);
  return { ...values, ...Object.fromEntries(entries) };
}
