/** Duties to rehearse with, made without a database, and what the tests compare rehearsals by. */
import * as fc from 'fast-check';
import { dutyMachineVersion, openDuty } from '../../../../machines/duty.ts';
import { dutyRuleSchema, type DutyRuleInput, type Rhythm } from '../../../../machines/duty-rule.ts';
import { genesisHash } from '../../../../src/engine/chain.ts';
import { armingOf } from '../../../../src/engine/duties/arming.ts';
import { almanacOf } from '../../../../src/engine/duties/slots.ts';
import type { TermCalendar } from '../../../../src/engine/duties/ports.ts';
import type { DutyItem, RehearsedDutyNotice } from '../../../../src/engine/rehearsal/duty-life.ts';
import { calendar as shared } from './rehearsal-case.ts';

export interface DutyGiven {
  readonly no?: number;
  readonly rule?: DutyRuleInput;
  readonly to?: readonly string[];
  readonly finding?: string | null;
  /** When it is opened, epoch ms. */
  readonly at: number;
  readonly calendar?: TermCalendar;
}

/** A duty that has just been opened; a daily one unless another rule is given. */
export function openedDutyItem(given: DutyGiven): DutyItem {
  const { no = 1, to = ['teaching'], finding = null, at, calendar = shared } = given;
  const parsed = dutyRuleSchema.parse(given.rule ?? { rhythm: { kind: 'daily' } });
  const rule = { ...parsed, from: parsed.from ?? calendar.dayOf(at) };
  const snapshot = openDuty({ rule, to });
  return {
    duty: {
      id: `00000000-0000-7000-8000-${String(no).padStart(12, 'd')}`,
      roundId: 'round',
      roundCode: 'XC-2026',
      findingId: finding,
      number: `XC-2026-D${String(no).padStart(3, '0')}`,
      kind: 'task',
      title: `事项${no}`,
      description: null,
      version: 1,
      machineVersion: dutyMachineVersion,
      headHash: genesisHash,
      openedAt: at,
      updatedAt: at,
      ...snapshot,
      ...armingOf(snapshot, almanacOf(calendar)),
    },
    finding,
  };
}

/** Who is told of which tasks and when, one line per notice, in an order that depends on nothing else. */
export function dutyLinesOf(notices: readonly RehearsedDutyNotice[]): string[] {
  return notices
    .map(({ at, duty, template, to, why }) =>
      dutyLine(at, [duty.number, template, to.party, to.person?.id ?? null], why.tasks, why.slots),
    )
    .toSorted();
}

/** `slots`: those named, or the last hundred of them. */
export function dutyLine(
  at: number,
  told: readonly (string | null)[],
  tasks: number,
  slots: readonly string[],
): string {
  const instant = new Date(at).toISOString();
  return [instant, ...told.map((each) => each ?? 'nobody'), tasks, slots.join('+')].join(' | ');
}

const anyMonthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const));
const anyRhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.constant({ kind: 'daily' } as const),
  fc.constant({ kind: 'workdays' } as const),
  fc.record({
    kind: fc.constant('weekly' as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('tenDays' as const),
    on: fc.constantFrom('first' as const, 'last' as const),
  }),
  fc.record({ kind: fc.constant('monthly' as const), day: anyMonthDay }),
  fc.constant<Rhythm>({ kind: 'twiceMonthly', days: [15, 'last'] }),
  fc.record({
    kind: fc.constant('termly' as const),
    on: fc.constantFrom('first' as const, 'last' as const),
  }),
  fc.record({
    kind: fc.constant('yearly' as const),
    month: fc.integer({ min: 1, max: 12 }),
    day: anyMonthDay,
  }),
);

/** Any rule that begins on or about that day, and may end. */
export function anyRuleFrom(from: string): fc.Arbitrary<DutyRuleInput> {
  const later = (days: number) =>
    new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
  return fc.record({
    rhythm: anyRhythm,
    at: fc.constantFrom('00:00', '07:30', '08:00', '23:59'),
    withinTerms: fc.boolean(),
    nonWorking: fc.constantFrom('keep', 'next', 'previous', 'skip'),
    from: fc.integer({ min: -10, max: 20 }).map(later),
    until: fc.option(fc.integer({ min: 20, max: 300 }).map(later), { nil: null }),
    doneWithin: fc.record({
      days: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(120)),
      unit: fc.constantFrom('day', 'workday'),
    }),
  });
}
