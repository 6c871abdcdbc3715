/** Any finding that may be opened, under any rules, for property tests. */
import * as fc from 'fast-check';
import type { Actor } from '../../../machines/actor.ts';
import type { FindingInput } from '../../../machines/finding-context.ts';
import type { Gates, VerificationLevel } from '../../../machines/gates.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import { childModeSchema, type Origin } from '../../../machines/origin.ts';
import type { Target } from '../../../machines/target.ts';
import {
  dayUnitSchema,
  evidenceKindSchema,
  gradeSchema,
  rectificationClassSchema,
  slotSchema,
  verificationMethodSchema,
} from '../../../machines/words.ts';
import { merged, part, seenAgain, whole } from './school-case.ts';
import { anyTarget } from './target-cases.ts';

/** Every member named, though it may be undefined. */
type AllOf<T> = { readonly [K in keyof Required<T>]: T[K] };
type NewGate = {
  [K in keyof Gates]-?: undefined extends Gates[K] ? K : never;
}[keyof Gates];
type AskedGates = AllOf<Pick<Gates, NewGate>>;

/** Without what is undefined, as it comes out of JSON. */
export function said<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}

/** Plain objects, as they come out of JSON: fast-check's own have no prototype. */
export const record = <T>(members: {
  readonly [K in keyof T]: fc.Arbitrary<T[K]>;
}): fc.Arbitrary<T> => fc.record<T>(members, { noNullPrototype: true });

export const names = fc.constantFrom('chen', 'wang', 'zhao', 'ma', 'checker-1', 'checker-2');
const units = fc.constantFrom(null, 'school', 'inspectorate-1', 'inspectorate-2');
export const day = fc.constantFrom('2024-02-29', '2024-06-30', '2024-12-31');
export const instant = fc.integer({ min: 0, max: 2_000_000_000_000 });
export const text = fc.constantFrom('情况不属实', '请尽快办理', 'as agreed');
export const number = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 1_000 }));
export const id = fc.constantFrom('1', '2', '3');

export const anyActor: fc.Arbitrary<Actor> = fc.oneof(
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

export const slots = fc.dictionary(fc.constantFrom(...slotSchema.options), names, {
  maxKeys: 5,
  noNullPrototype: true,
});
export const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: null, freq: 4 });
/** Mostly nothing: findings of before have gates without it. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const anyMeasure: fc.Arbitrary<MeasurePlan> = record<AllOf<MeasurePlan>>({
  no: number,
  text,
  unit: maybe(fc.constant('school')),
  person: maybe(names),
  dueDate: maybe(day),
  acceptanceCriterion: maybe(text),
  evidenceKinds: fc.uniqueArray(fc.constantFrom(...evidenceKindSchema.options), { maxLength: 2 }),
  funding: maybe(text),
  contingencyPlan: maybe(text),
  weight: seldom(fc.constantFrom(0.1, 0.2, 0.3, 1, 40, 1_000_000)),
}).map(said);
export const measures = (minLength: number) =>
  fc.uniqueArray(anyMeasure, { minLength, maxLength: 3, selector: ({ no }) => no });

/** Seldom more than one: each has to be met by somebody. */
export const targets: fc.Arbitrary<Target[]> = fc.oneof(
  { weight: 4, arbitrary: fc.array(anyTarget, { maxLength: 1 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(anyTarget, anyTarget).map(([one, other]) => [one, { ...other, no: 2 }]),
  },
);
export const period = record({
  days: fc.integer({ min: 1, max: 400 }),
  unit: fc.constantFrom(...dayUnitSchema.options),
});
export const otherFinding = fc.constantFrom(part, whole, merged, seenAgain);
const grades = fc.uniqueArray(fc.constantFrom(...gradeSchema.options), { minLength: 1 });
export const someSlots = fc.uniqueArray(fc.constantFrom(...slotSchema.options), { maxLength: 3 });
/** A rule set that lets the action owner grant something lets nobody: it fails closed. */
const granting = slotSchema.options.filter((slot) => slot !== 'actionOwner');
const granters = fc.uniqueArray(fc.constantFrom(...granting), { maxLength: 3 });
const sharedLevel = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...slotSchema.options), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('all', 'any', 1, 2, 3),
  )
  .map(([of, need]) => ({ of, need: typeof need === 'number' ? Math.min(need, of.length) : need }));
const level: fc.Arbitrary<VerificationLevel> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...slotSchema.options) },
  { weight: 1, arbitrary: sharedLevel as fc.Arbitrary<VerificationLevel> },
);
const oldGates: fc.Arbitrary<Gates> = record({
  fiveAssurances: fc.boolean(),
  planMayBeSkipped: fc.boolean(),
  verificationLevels: fc.array(level, { maxLength: 3 }),
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
/** A gate without an arbitrary does not compile. */
const newGates: fc.Arbitrary<Partial<Gates>> = record<AskedGates>({
  completion: seldom(
    fc.oneof(
      record({ rule: fc.constant('any') }),
      record({ rule: fc.constant('weighted'), percent: fc.constantFrom(1, 33.3, 50, 80, 100) }),
    ),
  ),
  planReviewFor: seldom(grades),
  rootCauseFor: seldom(grades),
  attestationFor: seldom(grades),
  extension: seldom(record({ for: grades, approvers: granters, overrideBy: granters })),
  verificationMethods: seldom(
    record({
      for: grades,
      of: fc.uniqueArray(fc.constantFrom(...verificationMethodSchema.options), { minLength: 1 }),
    }),
  ),
  separationWaivedBy: seldom(fc.constantFrom(...granting)),
  acceptanceExpires: fc.constantFrom(true, false, undefined),
  similarCheckFor: seldom(grades),
  mechanismFor: seldom(grades),
  disclosureFor: seldom(grades),
  recheckPercent: seldom(fc.integer({ min: 1, max: 100 })),
  referral: seldom(fc.boolean()),
  promises: seldom(record({ max: fc.nat({ max: 3 }), daysMax: fc.integer({ min: 1, max: 366 }) })),
});
export const gates: fc.Arbitrary<Gates> = fc.oneof(
  oldGates,
  fc.tuple(oldGates, newGates).map(([old, more]) => said(Object.assign({}, old, more))),
);

export const anyInput: fc.Arbitrary<FindingInput> = record<AllOf<FindingInput>>({
  class: fc.constantFrom(...rectificationClassSchema.options),
  responsibleUnit: units,
  slots,
  measures: measures(0),
  targets,
  gates,
  grade: fc.option(fc.constantFrom(...gradeSchema.options), { nil: undefined }),
  origin: seldom(fc.constantFrom<Origin[]>({ kind: 'feedback' }, { kind: 'selfCheck' })),
  parent: seldom(
    fc
      .tuple(otherFinding, fc.constantFrom(...childModeSchema.options))
      .map(([other, mode]) => Object.assign({}, other, { mode })),
  ),
}).map(said);

/** As findings were opened before rule sets could ask for more: one post at each level. */
export const oldInput: fc.Arbitrary<FindingInput> = fc
  .tuple(anyInput, oldGates, fc.array(fc.constantFrom(...slotSchema.options), { maxLength: 3 }))
  .map(([{ class: ofClass, responsibleUnit, slots: filled, ...lists }, old, levels]) => ({
    class: ofClass,
    responsibleUnit,
    slots: filled,
    measures: lists.measures.map(({ weight: _weight, ...measure }) => measure),
    targets: lists.targets,
    gates: Object.assign({}, old, { verificationLevels: levels }),
  }));
