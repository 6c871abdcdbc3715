/** Who there is in the simulation: three schools with their people, inspectors, and findings about them. */
import type { Actor } from '../../../machines/actor.ts';
import { slotSchema } from '../../../machines/words.ts';
import type { WrittenLayer } from '../../../src/calendar/calendar-data.ts';
import { createLiveCalendar } from '../../../src/calendar/live-calendar.ts';
import { createWorkCalendar } from '../../../src/calendar/work-calendar.ts';
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { templateNames } from '../../../src/channels/texts.ts';
import type { PersonRecord, PostRecord } from '../../../src/directory/tables.ts';
import type { FindingToOpen } from '../../../src/engine/finding-to-open.ts';
import type { Calendar } from '../../../src/engine/calendar-port.ts';
import { createPolicyBook } from '../../../src/policy/policy-book.ts';
import { readShippedPolicies } from '../../../src/policy/policy-files.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { notice2027 } from '../../unit/calendar/notice-2027.ts';
import { unknownMailbox } from '../models/mail-server.ts';
import type { Random } from '../time/random.ts';

export const policies = createPolicyBook(await readShippedPolicies(templateNames));

const schools = ['school-1', 'school-2', 'school-3'] as const;
const offices = ['head', 'deputy', 'director'] as const;

const staff = schools.flatMap((unit) =>
  offices.map((office): PersonRecord => {
    const id = `${unit}-${office}`;
    return { id, name: id, unit, email: `${id}@school.example` };
  }),
);
const inspectors = ['lu', 'cao', 'qian'].map((id): PersonRecord => {
  return { id, name: id, unit: 'inspectorate', email: `${id}@inspectorate.example` };
});
export const people: readonly PersonRecord[] = [
  ...staff,
  ...inspectors,
  { id: 'without-address', name: 'without-address', unit: null, email: null },
  { id: 'without-mailbox', name: 'without-mailbox', unit: null, email: unknownMailbox },
];

const schoolPosts = schools.flatMap((unit) =>
  [
    ['owner', 'head'],
    ['lead', 'deputy'],
    ['executive', 'director'],
  ].map(([post, office]): PostRecord => {
    const code = `${unit}-${post}-post`;
    return { code, title: code, holder: `${unit}-${office}` };
  }),
);
export const posts: readonly PostRecord[] = [
  ...schoolPosts,
  { code: 'inspector', title: 'inspector', holder: 'lu' },
  { code: 'second-inspector', title: 'second-inspector', holder: 'qian' },
  { code: 'steering', title: 'steering', holder: 'cao' },
];

export const inspector: Actor = { kind: 'person', id: 'inspector', unit: 'inspectorate' };

/** Where they may be: in one of them midnight is left out once a year, in two the clocks change. */
export const zones = [
  'Asia/Shanghai',
  'Asia/Shanghai',
  'America/New_York',
  'Pacific/Auckland',
  'Africa/Cairo',
] as const;

const calendarsByZone = new Map<string, readonly Calendar[]>();

/** The calendar as it is at first, and as each load of more data leaves it, by revision. */
export function calendarsOf(zone: string): readonly Calendar[] {
  const known = calendarsByZone.get(zone);
  if (known !== undefined) return known;
  const live = createLiveCalendar({ zone, read: async () => ({ revision: 0, layers: [] }) });
  const base = live.prospect(notice2027()).layer;
  const calendars = [
    createWorkCalendar({ zone, layers: [cnStateCouncil] }),
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((revision) =>
      createWorkCalendar({ zone, layers: [base, ownDays(revision)] }),
    ),
  ];
  calendarsByZone.set(zone, calendars);
  return calendars;
}

/** Days on which the schools do not work, others with each version. */
function ownDays(version: number): WrittenLayer {
  const years = [2023, 2024, 2025, 2026, 2027];
  const months = [(version * 5) % 12, (version * 7) % 12, (version * 11) % 12];
  const holidays = years.flatMap((year) =>
    [...new Set(months)].map((month) => {
      const name = `${year}-${String(month + 1).padStart(2, '0')}`;
      return { name, from: `${name}-10`, to: `${name}-16` };
    }),
  );
  return { kind: 'addition', id: 'schools', version, title: '校历', holidays };
}

/** Now and then a post is left empty, or a rule set is another one. */
export function someFinding(random: Random, no: number): FindingToOpen {
  const unit = random.pick(schools);
  const holders = {
    actionOwner: `${unit}-owner-post`,
    leadOfficial: `${unit}-lead-post`,
    accountableExecutive: `${unit}-executive-post`,
    verifier: random.pick(['inspector', 'second-inspector']),
    steeringGroup: 'steering',
  };
  const left = random.chance(0.1) ? random.pick(slotSchema.options) : null;
  const slots = Object.fromEntries(Object.entries(holders).filter(([slot]) => slot !== left));
  const others = [
    shippedName('cn-petition'),
    shippedName('cn-safety-hazard'),
    shippedName('cn-education-supervision'),
  ] as const;
  return {
    round: `XC-${(no % 3) + 1}`,
    title: `问题 ${no}`,
    class: random.pick(['immediate', 'phased', 'phased', 'continuing'] as const),
    responsibleUnit: unit,
    slots,
    ...(random.chance(0.3) && { policy: random.pick(others) }),
    ...(random.chance(0.3) && { targets: [someTarget] }),
  };
}

const someTarget = {
  no: 1,
  name: '每季度费用',
  unit: '元',
  comparator: 'atMost' as const,
  value: 1_000,
};
