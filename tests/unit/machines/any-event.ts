/** Any event that may be written down about a finding, for property tests. */
import * as fc from 'fast-check';
import type { FindingEvent, FindingEventType } from '../../../machines/events.ts';
import { measureStepSchema } from '../../../machines/measure.ts';
import { childModeSchema } from '../../../machines/origin.ts';
import {
  causeCategorySchema,
  clockKindSchema,
  clockModeSchema,
  disclosureChannelSchema,
  dispositionSchema,
  evidenceKindSchema,
  extensionReasonSchema,
  humanDecisionSchema,
  planCriterionSchema,
  recheckResultSchema,
  rectificationClassSchema,
  reopenReasonSchema,
  returnReasonSchema,
  slotSchema,
  verificationMethodSchema,
  warningSchema,
  withholdingGroundSchema,
} from '../../../machines/words.ts';
import {
  day,
  gates,
  id,
  instant,
  maybe,
  measures,
  names,
  number,
  otherFinding,
  period,
  record,
  said,
  slots,
  someSlots,
  targets,
  text,
} from './any-input.ts';

const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const days = fc.integer({ min: 1, max: 3660 });
const holds = perhaps(someSlots);
const workClock = fc.constantFrom('plan', 'execute', 'verify');
const methods = fc.uniqueArray(fc.constantFrom(...verificationMethodSchema.options), {
  minLength: 1,
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
  SET_CAUSE: { category: fc.constantFrom(...causeCategorySchema.options), text },
  ATTEST_PLAN: { holds },
  APPROVE_PLAN: { today: perhaps(day), lastDay: perhaps(day) },
  RETURN_PLAN: {
    criteria: perhaps(fc.uniqueArray(fc.constantFrom(...planCriterionSchema.options))),
    reason: text,
  },
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
      madeOn: perhaps(day),
      replaces: perhaps(id),
    }).map(said),
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
  ATTEST_RESULT: { holds },
  APPROVE: { methods: perhaps(methods), holds },
  RETURN: { reason: text, reasonCode: fc.constantFrom(...returnReasonSchema.options) },
  SPOT_CHECK: {
    measureNo: maybe(number),
    method: fc.constantFrom(...verificationMethodSchema.options),
    result: fc.constantFrom('confirmed', 'notConfirmed'),
    note: text,
  },
  WAIVE_SEPARATION: { checker: names, reason: text, holds },
  CHECK_SIMILAR: { scope: text, found: fc.nat({ max: 9 }) },
  SET_MECHANISM: { text, evidenceId: maybe(id) },
  DECIDE_DISCLOSURE: {
    channel: fc.constantFrom(...disclosureChannelSchema.options),
    decision: fc.constant('withhold'),
    ground: fc.constantFrom(...withholdingGroundSchema.options),
    note: text,
  },
  OPEN_PUBLIC_NOTICE: {},
  OBJECT: { objectionId: id, reason: text },
  DISMISS_OBJECTION: { objectionId: id, reason: text },
  CLOSE: { sustained: fc.boolean(), drawnForRecheck: perhaps(fc.boolean()) },
  WITHDRAW: { reason: text },
  TRANSFER: { to: names, reason: text },
  MERGE: { into: names, reason: text, target: perhaps(otherFinding) },
  ACCEPT_RISK: { until: day, reason: text },
  PASS_RECHECK: {},
  RECORD_RECHECK: { result: fc.constantFrom(...recheckResultSchema.options), note: text },
  ORDER_RECHECK: { reason: text },
  LINK_RECURRENCE: { earlier: names, closedBefore: perhaps(otherFinding) },
  REOPEN: { reasonCode: fc.constantFrom(...reopenReasonSchema.options), reason: text },
  REQUEST_EXTENSION: {
    clock: workClock,
    until: day,
    reasonCode: fc.constantFrom(...extensionReasonSchema.options),
    reason: text,
    evidenceIds: fc.array(id, { maxLength: 2 }),
    holds,
  },
  REFUSE_EXTENSION: { reason: text, holds },
  ACKNOWLEDGE: { clockNo: number, promisedOn: day, holds },
  DECIDE_PROPOSAL: {
    no: number,
    decision: fc.constantFrom('carryOut', 'decline'),
    reason: text,
    holds,
  },
  EXTEND: {
    override: perhaps(fc.constant(true)),
    holds,
    clock: workClock,
    extension: fc.oneof(
      record({ rule: fc.constant('fresh') }),
      record({ rule: fc.constant('remainder'), days }),
      record({ rule: fc.constant('fixed'), until: day }),
    ),
    reason: text,
  },
  PAUSE: { reason: text },
  RESUME: {},
  REFER: { to: names, reason: text },
  COME_BACK: {
    outcome: fc.constantFrom('solved', 'instructed', 'notSolvable'),
    reason: text,
  },
  CHILD_ADDED: { child: otherFinding, mode: fc.constantFrom(...childModeSchema.options) },
  CHILD_CLOSED: { child: otherFinding, disposition: fc.constantFrom(...dispositionSchema.options) },
  CHILD_REOPENED: { child: otherFinding },
  PARENT_STRUCK_OFF: {
    parent: otherFinding,
    disposition: fc.constantFrom('withdrawn', 'transferred', 'merged', 'accepted'),
  },
  MERGED_FROM: { other: otherFinding },
  RECURRED: { later: otherFinding },
  MIGRATE: {
    batch: fc.uuid(),
    policy: record({ id: names, version: fc.integer({ min: 1, max: 99 }) }),
    gates,
    reason: text,
    holds,
  },
  RECLASSIFY: {
    class: fc.constantFrom(...rectificationClassSchema.options),
    gates,
    reason: text,
    holds,
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
        asks: perhaps(fc.constantFrom(...humanDecisionSchema.options)),
        warns: perhaps(fc.constantFrom(...warningSchema.options)),
      }).map(said),
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
      record({ type: fc.constant(type), ...given }).map(
        said,
      ) as unknown as fc.Arbitrary<FindingEvent>,
  ),
);
