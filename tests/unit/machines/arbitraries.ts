/** Any journey of a finding through any events, for property tests. */
import * as fc from 'fast-check';
import type { FindingInput, Given } from '../../../machines/finding-context.ts';
import type { Accepted, FindingSnapshot } from '../../../machines/step.ts';
import { openFinding } from '../../../machines/step.ts';
import { anyEvent } from './any-event.ts';
import { anyActor, anyInput, instant, record } from './any-input.ts';
import { hastyEvent, onwardEvent } from './onward-events.ts';
import { plausibleEvents, plausibleTimes } from './plausible-events.ts';
import { answer } from './school-stages.ts';

type Move =
  | { readonly how: 'onward' }
  | { readonly how: 'hasty' }
  | { readonly how: 'plausible' | 'time'; readonly pick: number }
  | { readonly how: 'anything'; readonly event: Given };
const given: fc.Arbitrary<Given> = fc
  .tuple(anyEvent, anyActor, instant)
  .map(([event, by, at]) => Object.assign({}, event, { by, at }));
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: record({ how: fc.constant('onward') }) },
  { weight: 1, arbitrary: record({ how: fc.constant('hasty') }) },
  { weight: 2, arbitrary: record({ how: fc.constant('plausible'), pick: fc.nat() }) },
  { weight: 1, arbitrary: record({ how: fc.constant('time'), pick: fc.nat() }) },
  { weight: 1, arbitrary: record({ how: fc.constant('anything'), event: given }) },
);

/** One event on the way, and what became of it. */
export interface Step {
  readonly before: FindingSnapshot;
  readonly event: Given;
  readonly answer: ReturnType<typeof answer>;
}
export interface Journey {
  readonly input: FindingInput;
  readonly opened: Accepted;
  readonly steps: readonly Step[];
  readonly [fc.toStringMethod]: () => string;
}

/** Up to 50 events: some towards the end, some that people might try, some of time, some out of the blue. */
export const anyJourney: fc.Arbitrary<Journey> = fc
  .tuple(anyInput, fc.array(anyMove, { maxLength: 50, size: 'max' }))
  .map(([input, moves]) => journey(input, moves));

function journey(input: FindingInput, moves: readonly Move[]): Journey {
  const opened = openFinding(input);
  const steps: Step[] = [];
  let before = opened.snapshot;
  for (const move of moves) {
    const event = chosen(before, move);
    const step = { before, event, answer: answer(before, event) };
    steps.push(step);
    if (step.answer.kind === 'accepted') before = step.answer.snapshot;
  }
  return { input, opened, steps, [fc.toStringMethod]: () => told(input, steps) };
}

function chosen(snapshot: FindingSnapshot, move: Move): Given {
  if (move.how === 'anything') return move.event;
  if (move.how === 'hasty') return hastyEvent(snapshot);
  const onward = onwardEvent(snapshot);
  if (move.how === 'onward') return onward;
  const events = move.how === 'time' ? plausibleTimes(snapshot.context) : plausibleEvents(snapshot);
  return events[move.pick % events.length] ?? onward;
}

/** A journey as a failure prints it: what it was opened with, each event, and what became of it. */
function told(input: FindingInput, steps: readonly Step[]): string {
  const lines = steps.map(({ event, answer: { kind, ...rest } }) => {
    const reason = 'guard' in rest ? ` (${rest.guard})` : '';
    return `${kind}${reason}: ${JSON.stringify(event)}`;
  });
  return ['', JSON.stringify(input), ...lines, ''].join('\n');
}
