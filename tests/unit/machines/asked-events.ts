/** What people might well do where rule sets ask more of a finding: signatures, levels, close-out, other findings. */
import type { FindingEvent } from '../../../machines/events.ts';
import type { FindingContext, Given } from '../../../machines/finding-context.ts';
import {
  disclosureChannelSchema,
  recheckResultSchema,
  slotSchema,
  verificationMethodSchema,
  type Slot,
} from '../../../machines/words.ts';
import { by, checkerAt, head, report, wholeMeasure } from './acts.ts';
import {
  aPiece,
  inspector,
  late,
  linkedRule,
  merged,
  owner,
  part,
  policyRule,
  sample,
  sampleEvents,
  seenAgain,
  seniorInspector,
} from './school-case.ts';

const actors = [inspector, owner, policyRule];
const holds = (...slots: Slot[]) => ({ holds: slots });
const otherPart = merged;

const planning: readonly Given[] = [
  by(owner, { type: 'SET_MEASURES', measures: [wholeMeasure, { ...wholeMeasure, no: 2 }] }),
  by(owner, sampleEvents.SET_CAUSE),
  ...(['ATTEST_PLAN', 'ATTEST_RESULT'] as const).flatMap((type) => [
    by(head, sampleEvents[type]),
    by(owner, { type }),
    by(policyRule, sampleEvents[type]),
  ]),
  ...[
    { today: '2024-03-11', lastDay: '2024-12-31' },
    { today: '2024-12-31', lastDay: '2024-12-31' },
    { today: '2024-03-11', lastDay: '2024-03-31' },
  ].map((days) => by(inspector, { ...sampleEvents.APPROVE_PLAN, ...days })),
];

const newer = aPiece('newer', { replaces: 'piece-0' });
const reviewing: readonly Given[] = [
  by(owner, { type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: newer }),
  ...actors.map((actor) => by(actor, sampleEvents.SPOT_CHECK)),
  by(inspector, { ...sampleEvents.SPOT_CHECK, measureNo: null }),
  by(inspector, { ...sampleEvents.SPOT_CHECK, measureNo: 9 }),
  by(inspector, { ...sampleEvents.SPOT_CHECK, result: 'notConfirmed' }),
  by(head, sampleEvents.WAIVE_SEPARATION),
  by(owner, sampleEvents.WAIVE_SEPARATION),
  by(policyRule, sampleEvents.WAIVE_SEPARATION),
  by(seniorInspector, { ...sampleEvents.WAIVE_SEPARATION, holds: [] }),
];

const closingOut: readonly Given[] = [
  by(owner, sampleEvents.CHECK_SIMILAR),
  by(owner, sampleEvents.SET_MECHANISM),
  ...disclosureChannelSchema.options.flatMap((channel) =>
    actors.map((actor) => by(actor, { ...sampleEvents.DECIDE_DISCLOSURE, channel })),
  ),
  ...recheckResultSchema.options.flatMap((result) =>
    actors.map((actor) => by(actor, { ...sampleEvents.RECORD_RECHECK, result })),
  ),
  ...actors.map((actor) => by(actor, sampleEvents.ORDER_RECHECK)),
  by(inspector, { ...sampleEvents.CLOSE, drawnForRecheck: true }),
];

const moreTime: readonly Given[] = (['plan', 'execute', 'verify'] as const).flatMap((clock) => {
  const extend = { ...sampleEvents.EXTEND, clock };
  return [
    by(owner, { ...sampleEvents.REQUEST_EXTENSION, clock }),
    by(policyRule, { ...sampleEvents.REQUEST_EXTENSION, clock }),
    by(inspector, { ...extend, ...holds('verifier') }),
    by(seniorInspector, { ...extend, ...holds('steeringGroup') }),
    by(seniorInspector, { ...extend, ...holds('caseSponsor') }),
    by(seniorInspector, { ...extend, override: true, ...holds('caseSponsor') }),
  ];
});
const refusals: readonly Given[] = [
  by(inspector, { ...sampleEvents.REFUSE_EXTENSION, ...holds('verifier') }),
  by(seniorInspector, { ...sampleEvents.REFUSE_EXTENSION, ...holds('steeringGroup') }),
  by(seniorInspector, { ...sampleEvents.REFUSE_EXTENSION, ...holds('caseSponsor') }),
  by(owner, sampleEvents.REFUSE_EXTENSION),
];

const ofOthers: readonly Given[] = [
  ...[part, otherPart].flatMap((child) => [
    by(linkedRule, { ...sampleEvents.CHILD_ADDED, child }),
    by(linkedRule, { ...sampleEvents.CHILD_CLOSED, child }),
    by(linkedRule, { ...sampleEvents.CHILD_REOPENED, child }),
  ]),
  by(linkedRule, { ...sampleEvents.CHILD_ADDED, child: otherPart, mode: 'stands' }),
  sample('PARENT_STRUCK_OFF'),
  sample('MERGED_FROM'),
  sample('RECURRED'),
  ...actors.map((actor) => by(actor, sampleEvents.LINK_RECURRENCE)),
  by(inspector, { ...sampleEvents.MERGE, target: seenAgain }),
];

const upwards: readonly Given[] = (['REFER', 'COME_BACK'] as const).flatMap((type) =>
  [inspector, policyRule].map((actor) => by(actor, sampleEvents[type])),
);

const always: readonly Given[] = [
  ...planning,
  ...reviewing,
  ...closingOut,
  ...moreTime,
  ...refusals,
  ...ofOthers,
  ...upwards,
];

export function askedEvents(context: FindingContext): readonly Given[] {
  const { clocks, proposals = [], level, approvals, gates } = context;
  const signed = approvals.filter((each) => each.level === level).length;
  return [
    ...always,
    ...gates.verificationLevels.flatMap((_, index) => [
      approval(index + 1, signed, { methods: [...verificationMethodSchema.options] }),
      approval(index + 1, signed, { methods: ['onSite'] }),
    ]),
    ...actors.map((actor) => by(actor, { ...sampleEvents.MIGRATE, gates })),
    by(inspector, { ...sampleEvents.MIGRATE, gates: { ...gates, completion: { rule: 'any' } } }),
    by(inspector, { ...sampleEvents.MIGRATE, gates: { ...gates, acceptanceExpires: true } }),
    ...clocks.flatMap(({ no: clockNo, clock }) => [
      by(owner, { ...sampleEvents.ACKNOWLEDGE, clockNo }),
      by(seniorInspector, { ...sampleEvents.ACKNOWLEDGE, clockNo, ...holds() }),
      by(policyRule, { ...sampleEvents.ACKNOWLEDGE, clockNo }),
      report(clockNo, clock, { ...late, asks: 'summons', warns: 'red' }),
    ]),
    ...[...proposals.map(({ no }) => no), proposals.length + 1].flatMap((no) =>
      actors.map((actor) => by(actor, { ...sampleEvents.DECIDE_PROPOSAL, no })),
    ),
  ];
}

type Approval = Extract<FindingEvent, { type: 'APPROVE' }>;
function approval(level: number, place: number, given: Partial<Approval>): Given {
  const all = { holds: [...slotSchema.options] };
  return by(checkerAt(level, place), { type: 'APPROVE', ...all, ...given });
}
