/** Any finding, any event and any journey through both, for property tests. */
import * as fc from 'fast-check';
import type { Actor } from '../../../machines/actor.ts';
import type { FindingEvent, FindingEventType } from '../../../machines/events.ts';
import type { FindingInput, Given } from '../../../machines/finding-context.ts';
import type { Gates } from '../../../machines/gates.ts';
import { measureStepSchema, type MeasurePlan } from '../../../machines/measure.ts';
import type { Accepted, FindingSnapshot } from '../../../machines/step.ts';
import { openFinding } from '../../../machines/step.ts';
import type { Target } from '../../../machines/target.ts';
import {
  clockKindSchema,
  clockModeSchema,
  dayUnitSchema,
  evidenceKindSchema,
  rectificationClassSchema,
  reopenReasonSchema,
  returnReasonSchema,
  slotSchema,
} from '../../../machines/words.ts';
import { onwardEvent, plausibleEvents, plausibleTimes } from './plausible-events.ts';
import { answer } from './school-stages.ts';
import { anyTarget } from './target-cases.ts';

/** Plain objects, as they come out of JSON: fast-check's own have no prototype. */
const record = <T>(members: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record<T>(members, { noNullPrototype: true });

const names = fc.constantFrom('chen', 'wang', 'zhao', 'ma', 'checker-1', 'checker-2');
const units = fc.constantFrom(null, 'school', 'inspectorate-1', 'inspectorate-2');
const day = fc.constantFrom('2024-02-29', '2024-06-30', '2024-12-31');
const instant = fc.integer({ min: 0, max: 2_000_000_000_000 });
const text = fc.constantFrom('情况不属实', '请尽快办理', 'as agreed');
const number = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 1_000 }));
const id = fc.constantFrom('1', '2', '3');

const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 4, arbitrary: record({ kind: fc.constant('person'), id: names, unit: units }) },
  {
    weight: 2,
    arbitrary: record({
      kind: fc.constant('delegate'),
      id: names,
      actingFor: names,
      unit: units,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Actor>({ kind: 'system', rule: 'sweep' }) },
  { weight: 1, arbitrary: fc.constant<Actor>({ kind: 'import', document: 'ledger' }) },
);

const slots = fc.dictionary(fc.constantFrom(...slotSchema.options), names, {
  maxKeys: 5,
  noNullPrototype: true,
});
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });
const anyMeasure: fc.Arbitrary<MeasurePlan> = record({
  no: number,
  text,
  unit: maybe(fc.constant('school')),
  person: maybe(names),
  dueDate: maybe(day),
  acceptanceCriterion: maybe(text),
  evidenceKinds: fc.uniqueArray(fc.constantFrom(...evidenceKindSchema.options), { maxLength: 2 }),
  funding: maybe(text),
  contingencyPlan: maybe(text),
});
const measures = (minLength: number) =>
  fc.uniqueArray(anyMeasure, { minLength, maxLength: 3, selector: ({ no }) => no });

/** Seldom more than one: each has to be met by somebody. */
const targets: fc.Arbitrary<Target[]> = fc.oneof(
  { weight: 4, arbitrary: fc.array(anyTarget, { maxLength: 1 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(anyTarget, anyTarget).map(([one, other]) => [one, { ...other, no: 2 }]),
  },
);
const period = record({
  days: fc.integer({ min: 1, max: 400 }),
  unit: fc.constantFrom(...dayUnitSchema.options),
});
const days = fc.integer({ min: 1, max: 3660 });
const gates: fc.Arbitrary<Gates> = record({
  fiveAssurances: fc.boolean(),
  planMayBeSkipped: fc.boolean(),
  verificationLevels: fc.array(fc.constantFrom(...slotSchema.options), { maxLength: 3 }),
  publicNotice: fc.boolean(),
  recheck: fc.boolean(),
  riskAcceptance: fc.boolean(),
  progressReports: fc.boolean(),
  extensionsMax: fc.nat({ max: 3 }),
  reopening: fc.oneof(
    record({ rule: fc.constant('fresh') }),
    record({ rule: fc.constant('remainder') }),
    record({ rule: fc.constant('fixed'), period }),
  ),
});

export const anyInput: fc.Arbitrary<FindingInput> = record({
  class: fc.constantFrom(...rectificationClassSchema.options),
  responsibleUnit: units,
  slots,
  measures: measures(0),
  targets,
  gates,
});

/** `type` first, then the members of that event: a type without an arbitrary does not compile. */
const members: {
  readonly [T in FindingEventType]: {
    readonly [
      Member in Exclude<keyof Extract<FindingEvent, { type: T }>, 'type' | 'note'>
    ]-?: fc.Arbitrary<Extract<FindingEvent, { type: T }>[Member]>;
  } & { readonly note?: fc.Arbitrary<string> };
} = {
  CLAIM: { slots, responsibleUnit: names },
  ASSIGN: { slots, responsibleUnit: names },
  NUDGE: { to: fc.uniqueArray(fc.constantFrom(...slotSchema.options), { minLength: 1 }) },
  CONTEST: { reason: text },
  UPHOLD_CONTEST: { reason: text },
  DISMISS_CONTEST: { reason: text },
  SET_MEASURES: { measures: measures(1) },
  SET_TARGETS: { targets },
  SUBMIT_PLAN: { reportEvery: period },
  APPROVE_PLAN: {},
  RETURN_PLAN: { reason: text },
  START: {},
  ADVANCE_MEASURE: { no: number, step: fc.constantFrom(...measureStepSchema.options), note: text },
  ATTACH_EVIDENCE: {
    measureNo: number,
    evidence: record({
      id,
      kind: fc.constantFrom(...evidenceKindSchema.options),
      name: fc.constant('佐证.pdf'),
      sha256: fc.constant('b'.repeat(64)),
      bytes: fc.integer({ min: 1 }),
    }),
  },
  OBSERVE: {
    observation: record({
      targetNo: fc.constantFrom(1, 2, 3),
      on: day,
      value: fc.integer({ min: -100, max: 100 }),
      evidenceId: maybe(id),
    }),
  },
  REPORT_PROGRESS: { text },
  SUBMIT: {},
  APPROVE: {},
  RETURN: { reason: text, reasonCode: fc.constantFrom(...returnReasonSchema.options) },
  OPEN_PUBLIC_NOTICE: {},
  OBJECT: { objectionId: id, reason: text },
  DISMISS_OBJECTION: { objectionId: id, reason: text },
  CLOSE: { sustained: fc.boolean() },
  WITHDRAW: { reason: text },
  TRANSFER: { to: names, reason: text },
  MERGE: { into: names, reason: text },
  ACCEPT_RISK: { until: day, reason: text },
  PASS_RECHECK: {},
  REOPEN: { reasonCode: fc.constantFrom(...reopenReasonSchema.options), reason: text },
  EXTEND: {
    clock: fc.constantFrom('plan', 'execute', 'verify'),
    extension: fc.oneof(
      record({ rule: fc.constant('fresh') }),
      record({ rule: fc.constant('remainder'), days }),
      record({ rule: fc.constant('fixed'), until: day }),
    ),
    reason: text,
  },
  PAUSE: { reason: text },
  RESUME: {},
  RECLASSIFY: {
    class: fc.constantFrom(...rectificationClassSchema.options),
    gates,
    reason: text,
  },
  CLOCK_DUE: {
    clockNo: number,
    clock: fc.constantFrom(...clockKindSchema.options),
    mode: fc.constantFrom(...clockModeSchema.options),
    dueAt: instant,
    rungs: fc.array(
      record({
        rung: id,
        at: instant,
        template: fc.constantFrom('early', 'late'),
        to: fc.uniqueArray(fc.constantFrom(...slotSchema.options)),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  },
  CLOCK_MOVED: {
    clockNo: number,
    clock: fc.constantFrom(...clockKindSchema.options),
    from: record({ dueAt: instant, provisional: fc.boolean() }),
    to: record({ dueAt: instant, provisional: fc.boolean() }),
    calendar: fc.constantFrom('cn-2024', 'cn-2025'),
    approval: maybe(record({ by: names, reason: text })),
  },
};

export const anyEvent: fc.Arbitrary<FindingEvent> = fc.oneof(
  ...Object.entries(members).map(
    ([type, given]) =>
      record({ type: fc.constant(type), ...given }) as unknown as fc.Arbitrary<FindingEvent>,
  ),
);

type Move =
  | { readonly how: 'onward' }
  | { readonly how: 'plausible' | 'time'; readonly pick: number }
  | { readonly how: 'anything'; readonly event: Given };
const given: fc.Arbitrary<Given> = fc
  .tuple(anyEvent, anyActor, instant)
  .map(([event, by, at]) => Object.assign({}, event, { by, at }));
const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: record({ how: fc.constant('onward') }) },
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
