/** Writes docs/lifecycle.md from the machines themselves, so that the page cannot say what the code does not do. */
import { findingMachine } from '../../machines/finding.ts';
import { measureMachine } from '../../machines/measure.ts';
import { noticeAttemptsMax, noticeMachine } from '../../machines/notice.ts';
import { roundMachine } from '../../machines/round.ts';
import { arrowsOf, childrenOf, diagram, type Arrow, type Node } from './lifecycle-diagram.ts';
import {
  dispositionWords,
  eventWords,
  guardWords,
  holdWords,
  measureStepWords,
  measureWords,
  noticeEventWords,
  noticeWords,
  otherGuardWords,
  roundCommandWords,
  roundWords,
  stageWords,
  stateWords,
  type Words,
} from './lifecycle-words.ts';

export function lifecycleDoc(): string {
  return `${[
    '# The lifecycle',
    'This page is generated from the machines in `machines/`; a test fails when it is stale. To write it anew: `UPDATE_DOCS=1 npx vitest run tests/unit/machines/lifecycle-doc.test.ts`.',
    'An arrow is labelled with its events and, in brackets, the conditions that all have to hold. *else* marks the way an event takes when the conditions of its first way do not hold. An event that has no way on is refused, and the refusal names the first condition that failed, or `stateAcceptsEvent` where the event has no place in the state at all. An arrow drawn from an outer state names in round brackets the stages inside that it starts from; without them it starts from all of them.',
    ...findingPart(),
    ...smallPart('A measure 整改措施', measureMachine.root, measureWords, measureStepWords),
    ...smallPart('A notice 通知', noticeMachine.root, noticeWords, noticeEventWords),
    `A notice is put off at most ${noticeAttemptsMax} times before it counts as failed.`,
    ...smallPart('A round 轮次', roundMachine.root, roundWords, roundCommandWords),
    '## The conditions of notices and rounds',
    table(
      ['Condition', 'Holds when'],
      Object.entries(otherGuardWords).map(([name, text]) => [code(name), text]),
    ),
  ].join('\n\n')}\n`;
}

function findingPart(): readonly string[] {
  const [lifecycle, hold] = [region('lifecycle'), region('hold')];
  const arrows = arrowsOf(findingMachine.root);
  return [
    '## A finding 问题',
    diagram(lifecycle, { ...stageWords, ...stateWords }),
    'Beside it, every finding is running or paused. Striking a paused finding off ends the pause.',
    diagram(hold, holdWords),
    '### States and stages',
    table(['State', '中文', 'Stage', '中文', 'Meaning'], stageRows(lifecycle)),
    '### Dispositions of a closed finding',
    table(['Disposition', '中文', 'Meaning'], wordRows(dispositionWords)),
    '### Events that move nothing',
    'They change what is known of the finding, and leave it where it stands.',
    table(['At', 'Event', 'Conditions'], stayRows(arrows)),
    '### Events',
    table(['Event', '中文', 'Has a place at'], eventRows(eventWords, arrows)),
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
  title: string,
  root: Node,
  states: Readonly<Record<string, Words>>,
  events: Readonly<Record<string, string>>,
): readonly string[] {
  const arrows = arrowsOf(root);
  return [
    `## ${title}`,
    diagram(root, states),
    table(['State', '中文', 'Meaning'], wordRows(states)),
    table(['Event', '中文', 'Has a place at'], eventRows(events, arrows)),
  ];
}

type Row = readonly string[];

function stageRows(lifecycle: Node): readonly Row[] {
  return childrenOf(lifecycle).flatMap((state) => {
    const [name, meaning] = wordsOf(stateWords, state.key);
    const stages = childrenOf(state);
    if (stages.length === 0) return [[code(state.key), name, '–', '–', meaning]];
    return stages.map(({ key }) => {
      const [stage, stageMeaning] = wordsOf(stageWords, key);
      return [code(state.key), name, code(key), stage, stageMeaning];
    });
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

function eventRows(
  words: Readonly<Record<string, string>>,
  arrows: readonly Arrow[],
): readonly Row[] {
  return Object.entries(words).map(([event, name]) => {
    const places = arrows
      .filter((arrow) => arrow.event === event)
      .map(({ from }) => code(from.key));
    return [code(event), name, [...new Set(places)].join(', ')];
  });
}

function guardRows(arrows: readonly Arrow[]): readonly Row[] {
  return Object.entries(guardWords).map(([guard, text]) => {
    const events = arrows
      .filter(({ guards }) => guards.includes(guard))
      .map(({ event }) => code(event));
    return [code(guard), text, [...new Set(events)].join(', ')];
  });
}

function wordRows(words: Readonly<Record<string, Words>>): readonly Row[] {
  return Object.entries(words).map(([key, [name, meaning]]) => [code(key), name, meaning]);
}

function wordsOf(words: Readonly<Record<string, Words>>, key: string): Words {
  const found = words[key];
  if (found === undefined) throw new Error(`no words for the state ${key}`);
  return found;
}

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(name: string): string {
  return `\`${name}\``;
}
