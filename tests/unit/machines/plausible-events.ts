/** What people might well do next with a finding as it stands: sense and nonsense, but never another finding's business. */
import type { FindingContext, Given } from '../../../machines/finding-context.ts';
import { measureStepSchema } from '../../../machines/measure.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import {
  advance,
  attach,
  by,
  checkerAt,
  dismiss,
  kindsToShow,
  meet,
  report,
  wholeMeasure,
  type Due,
} from './acts.ts';
import { askedEvents } from './asked-events.ts';
import {
  aDay,
  aMeasure,
  early,
  inspector,
  late,
  noon,
  owner,
  policyRule,
  sample,
  sampleEvents,
} from './school-case.ts';
import { printingCut } from './target-cases.ts';

const byOwner = (
  ['CLAIM', 'CONTEST', 'SUBMIT_PLAN', 'START', 'REPORT_PROGRESS', 'SUBMIT'] as const
).map((type) => by(owner, sampleEvents[type]));
const plans = [wholeMeasure, aMeasure(1), aMeasure(1, { person: null })].map((measure) =>
  by(owner, { type: 'SET_MEASURES', measures: [measure] }),
);
const checks = (
  [
    'UPHOLD_CONTEST',
    'DISMISS_CONTEST',
    'APPROVE_PLAN',
    'RETURN_PLAN',
    'RETURN',
    'CLOSE',
    'ACCEPT_RISK',
    'WITHDRAW',
    'TRANSFER',
    'MERGE',
    'PASS_RECHECK',
    'REOPEN',
  ] as const
).flatMap((type) => [inspector, owner, policyRule].map((actor) => by(actor, sampleEvents[type])));
const extensions = (['plan', 'execute', 'verify'] as const).map((clock) =>
  by(inspector, { ...sampleEvents.EXTEND, clock }),
);
const always: readonly Given[] = [
  ...byOwner,
  ...plans,
  ...checks,
  ...extensions,
  by(owner, { type: 'SET_TARGETS', targets: [printingCut] }),
  by(owner, { type: 'SET_TARGETS', targets: [] }),
  by(owner, { type: 'ASSIGN', slots: { verifier: 'wang', steeringGroup: 'group' } }),
  sample('NUDGE'),
  sample('OPEN_PUBLIC_NOTICE'),
  sample('OBJECT'),
  sample('PAUSE'),
  sample('RESUME'),
  by(owner, sampleEvents.ATTACH_EVIDENCE),
];

export function plausibleEvents(snapshot: FindingSnapshot): readonly Given[] {
  return [...usualEvents(snapshot), ...askedEvents(snapshot.context)];
}

/** Without what only some rule sets ask for. */
export function usualEvents({ context }: FindingSnapshot): readonly Given[] {
  const { measures, targets, objections, level } = context;
  return [
    ...always,
    ...[owner, policyRule, checkerAt(1), checkerAt(level)].map((actor) =>
      by(actor, sampleEvents.APPROVE),
    ),
    ...measures.flatMap(({ no }) => measureStepSchema.options.map((step) => advance(no, step))),
    ...measures.flatMap((measure) =>
      kindsToShow(measure).map((kind) => attach(context, measure.no, kind)),
    ),
    ...targets.map(meet),
    by(owner, sampleEvents.OBSERVE),
    ...(['phased', 'continuing'] as const).map((other) =>
      by(inspector, { ...sampleEvents.RECLASSIFY, class: other, gates: context.gates }),
    ),
    ...objections.map(({ id }) => dismiss(id)),
    ...plausibleTimes(context),
  ];
}

/** What may come of the clocks there are, and of one that is not there. */
export function plausibleTimes({ clocks, clockCount }: FindingContext): readonly Given[] {
  return [
    ...clocks.flatMap(({ no, clock }) => reports(no, clock)),
    ...reports(clockCount + 1, 'execute'),
  ];
}

function reports(clockNo: number, clock: Due['clock']): readonly Given[] {
  return [
    report(clockNo, clock, early),
    report(clockNo, clock, late),
    report(clockNo, clock, late, 'advisory'),
    ...moves(clockNo, clock),
  ];
}

/** To a day that is past, to one that is not, and to that with somebody's approval. */
function moves(clockNo: number, clock: Due['clock']): readonly Given[] {
  const approval = { by: 'wang', reason: '节假日安排公布' };
  return [
    { to: noon, approval: null },
    { to: noon + aDay, approval: null },
    { to: noon + aDay, approval },
  ].map((move) =>
    by(policyRule, {
      ...sampleEvents.CLOCK_MOVED,
      clockNo,
      clock,
      to: { dueAt: move.to, provisional: false },
      approval: move.approval,
    }),
  );
}
