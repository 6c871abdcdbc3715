/** Writes docs/lifecycle.md from the machines themselves, so that the page cannot say what the code does not do. */
import { commandTypes, findingEventTypes } from '../../machines/events.ts';
import { findingMachine } from '../../machines/finding.ts';
import { measureMachine } from '../../machines/measure.ts';
import { noticeAttemptsMax, noticeMachine } from '../../machines/notice.ts';
import { roundCommandSchema, roundMachine } from '../../machines/round.ts';
import {
  dispositionTerms,
  eventTerm,
  holdTerms,
  measureStepTerms,
  measureTerms,
  noticeEventTerms,
  noticeTerms,
  roundTerms,
  stageTerms,
  stateTerms,
  type Term,
} from '../../src/glossary.ts';
import {
  arrowsOf,
  childrenOf,
  diagram,
  nameIn,
  type Arrow,
  type Node,
} from './lifecycle-diagram.ts';
import {
  dispositionMeanings,
  guardMeanings,
  measureMeanings,
  noticeMeanings,
  otherGuardMeanings,
  roundMeanings,
  stageMeanings,
  stateMeanings,
} from './lifecycle-words.ts';

type Terms = Readonly<Record<string, Term>>;
type Meanings = Readonly<Record<string, string>>;

/** The commands people give, and after them what else may happen to a finding. */
const findingEventTerms = termsOf([...new Set([...commandTypes, ...findingEventTypes])]);
const roundEventTerms = termsOf(roundCommandSchema.options.map(({ shape }) => shape.type.value));

export function lifecycleDoc(): string {
  return `${[
    '# The lifecycle',
    'This page is generated from the machines in `machines/`; a test fails when it is stale. To write it anew: `UPDATE_DOCS=1 npx vitest run tests/unit/machines/lifecycle-doc.test.ts`.',
    'An arrow is labelled with its events and, in brackets, the conditions that all have to hold. *else* marks the way an event takes when the conditions of its first way do not hold. An event that has no way on is refused, and the refusal names the first condition that failed, or `stateAcceptsEvent` where the event has no place in the state at all. An arrow drawn from an outer state names in round brackets the stages inside that it starts from; without them it starts from all of them.',
    ...findingPart(),
    '## A measure 整改措施',
    ...smallPart(measureMachine.root, measureTerms, measureMeanings, measureStepTerms),
    '## A notice 通知',
    ...smallPart(noticeMachine.root, noticeTerms, noticeMeanings, noticeEventTerms),
    `A notice is put off at most ${noticeAttemptsMax} times before it counts as failed.`,
    '## A round 轮次',
    ...smallPart(roundMachine.root, roundTerms, roundMeanings, roundEventTerms),
    '## The conditions of notices and rounds',
    table(
      ['Condition', 'Holds when'],
      Object.entries(otherGuardMeanings).map(([name, text]) => [code(name), text]),
    ),
  ].join('\n\n')}\n`;
}

function findingPart(): readonly string[] {
  const [lifecycle, hold] = [region('lifecycle'), region('hold')];
  const arrows = arrowsOf(findingMachine.root);
  return [
    '## A finding 问题',
    diagram(lifecycle, { ...stageTerms, ...stateTerms }),
    'Beside it, every finding is running or paused. A pause holds every clock and starts one of its own, so that nothing is forgotten. Striking a paused finding off ends the pause.',
    diagram(hold, holdTerms),
    '### States and stages',
    table(['State', '中文', 'Stage', '中文', 'Meaning'], stageRows(lifecycle)),
    '### Dispositions of a closed finding',
    table(['Disposition', '中文', 'Meaning'], wordRows(dispositionTerms, dispositionMeanings)),
    '### Events that move nothing',
    'They change what is known of the finding, and leave it where it stands.',
    table(['At', 'Event', 'Conditions'], stayRows(arrows)),
    '### Events',
    table(['Event', '中文', 'Has a place at'], eventRows(findingEventTerms, arrows)),
    '### Conditions',
    table(['Condition', 'Holds when', 'Asked for'], guardRows(arrows)),
  ];
}

function region(name: string): Node {
  const found = childrenOf(findingMachine.root).find(({ key }) => key === name);
  if (found === undefined) throw new Error(`the finding has no ${name}`);
  return found;
}

function smallPart(
  root: Node,
  states: Terms,
  meanings: Meanings,
  events: Terms,
): readonly string[] {
  const arrows = arrowsOf(root);
  return [
    diagram(root, states),
    table(['State', '中文', 'Meaning'], wordRows(states, meanings)),
    table(['Event', '中文', 'Has a place at'], eventRows(events, arrows)),
  ];
}

type Row = readonly string[];

function stageRows(lifecycle: Node): readonly Row[] {
  return childrenOf(lifecycle).flatMap((state) => {
    const [key, name] = [code(state.key), nameIn(stateTerms, state.key)];
    const stages = childrenOf(state);
    if (stages.length === 0) return [[key, name, '–', '–', meaningIn(stateMeanings, state.key)]];
    return stages.map((stage) => [
      key,
      name,
      code(stage.key),
      nameIn(stageTerms, stage.key),
      meaningIn(stageMeanings, stage.key),
    ]);
  });
}

function stayRows(arrows: readonly Arrow[]): readonly Row[] {
  return arrows
    .filter(({ to }) => to === null)
    .map(({ from, event, guards, otherwise }) => [
      code(from.key),
      otherwise ? `${code(event)} *else*` : code(event),
      guards.length === 0 ? '–' : guards.map(code).join(', '),
    ]);
}

function eventRows(terms: Terms, arrows: readonly Arrow[]): readonly Row[] {
  return Object.entries(terms).map(([event, { zh }]) => {
    const places = arrows
      .filter((arrow) => arrow.event === event)
      .map(({ from }) => code(from.key));
    return [code(event), zh, [...new Set(places)].join(', ')];
  });
}

function guardRows(arrows: readonly Arrow[]): readonly Row[] {
  return Object.entries(guardMeanings).map(([guard, text]) => {
    const events = arrows
      .filter(({ guards }) => guards.includes(guard))
      .map(({ event }) => code(event));
    return [code(guard), text, [...new Set(events)].join(', ')];
  });
}

function wordRows(terms: Terms, meanings: Meanings): readonly Row[] {
  return Object.entries(terms).map(([key, { zh }]) => [code(key), zh, meaningIn(meanings, key)]);
}

function meaningIn(meanings: Meanings, key: string): string {
  const meaning = meanings[key];
  if (meaning === undefined) throw new Error(`no meaning of ${key}`);
  return meaning;
}

function termsOf(events: readonly string[]): Terms {
  return Object.fromEntries(events.map((event) => [event, eventTerm(event)]));
}

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(name: string): string {
  return `\`${name}\``;
}
