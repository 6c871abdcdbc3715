/** Findings to rehearse with, made without a database, and what the tests compare rehearsals by. */
import { findingMachineVersion } from '../../../../machines/finding.ts';
import { openFinding } from '../../../../machines/step.ts';
import type { RectificationClass, Slot } from '../../../../machines/words.ts';
import { createLiveCalendar } from '../../../../src/calendar/live-calendar.ts';
import { clockRowsAfter } from '../../../../src/engine/clocks/rows.ts';
import { genesisHash } from '../../../../src/engine/chain.ts';
import type { Policy } from '../../../../src/engine/policy.ts';
import type { TermCalendar } from '../../../../src/engine/duties/ports.ts';
import type { Person } from '../../../../src/engine/ports.ts';
import type { PortfolioItem, RehearsedNotice } from '../../../../src/engine/rehearsal/life.ts';
import type { RehearsePorts } from '../../../../src/engine/rehearsal/rehearse.ts';
import { createPolicyBook } from '../../../../src/policy/policy-book.ts';
import { aMeasure, people, policy, posts, shippedPolicies, slots } from '../engine-case.ts';

export const classes = ['immediate', 'phased', 'continuing'] as const;

export const calendar = liveCalendar('Asia/Shanghai');

export function liveCalendar(zone: string): TermCalendar {
  return createLiveCalendar({ zone, read: async () => ({ revision: 0, layers: [] }) });
}

/** What a rehearsal needs of the world, with everybody in post; `given` replaces some of it. */
export function rehearsalPorts(given: Partial<RehearsePorts> = {}): RehearsePorts {
  return {
    calendar,
    directory: { resolve: async (parties) => held(parties) },
    others: { identify: async () => null },
    policies: createPolicyBook(shippedPolicies),
    newId: () => 'id',
    ...given,
  };
}

function held(parties: readonly string[]): ReadonlyMap<string, Person> {
  const found = new Map<string, Person>();
  for (const party of parties) {
    const id = posts.find(({ code }) => code === party)?.holder ?? party;
    const person = people.find((each) => each.id === id);
    if (person !== undefined) found.set(party, { id, name: person.name });
  }
  return found;
}

export interface ItemGiven {
  readonly no?: number;
  readonly class?: RectificationClass;
  readonly policy?: Policy;
  readonly slots?: Partial<Record<Slot, string>>;
  /** When it is opened, epoch ms. */
  readonly at: number;
  readonly calendar?: TermCalendar;
}

/** A finding that has just been opened, with its plan clock. */
export function openedItem(given: ItemGiven): PortfolioItem {
  const { no = 1, at } = given;
  const rules = given.policy ?? policy;
  const rectification = given.class ?? 'phased';
  const { gates } = rules.classes[rectification];
  const input = {
    class: rectification,
    gates,
    responsibleUnit: 'school',
    slots: given.slots ?? slots,
    measures: [{ ...aMeasure(1, null), funding: null, contingencyPlan: null }],
    targets: [],
  };
  const { snapshot, effects } = openFinding(input);
  const number = `XC-2026-00-${String(no).padStart(3, '0')}`;
  const id = `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`;
  const details = {
    roundId: 'round',
    roundCode: 'XC-2026',
    number,
    aspectNo: 0,
    aspectTitle: null,
    title: `问题${no}`,
    description: null,
    sourceNo: null,
  };
  const ref = { id: rules.id, version: rules.version };
  const event = { type: 'OPENED', details, policy: ref, input } as const;
  const timing = {
    policy: rules,
    class: rectification,
    calendar: given.calendar ?? calendar,
    now: at,
  };
  return {
    finding: {
      ...details,
      id,
      version: 1,
      machineVersion: findingMachineVersion,
      policy: ref,
      snapshot,
      headHash: genesisHash,
      openedAt: at,
      updatedAt: at,
      closedAt: null,
    },
    clocks: clockRowsAfter([], event, effects, timing),
  };
}

/** One finding of each class, opened together. */
export function oneOfEach(at: number, given: Omit<ItemGiven, 'at'> = {}): PortfolioItem[] {
  return classes.map((each, index) => openedItem({ ...given, no: index + 1, class: each, at }));
}

/** Who is told what and when, one line per notice, in an order that depends on nothing else. */
export function linesOf(notices: readonly RehearsedNotice[]): string[] {
  return notices
    .map(({ at, finding, template, rungs, to, why }) =>
      [
        new Date(at).toISOString(),
        finding.number,
        why.clock === null ? '-' : `${why.clock.kind} ${why.clock.no}`,
        rungs.join('+'),
        template,
        to.slot,
        to.fallbackSlot ?? '-',
        to.person?.id ?? 'nobody',
      ].join(' | '),
    )
    .toSorted();
}
