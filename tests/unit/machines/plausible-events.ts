/** What people might well do next with a finding as it stands: sense and nonsense, but never another finding's business. */
import type { Actor } from '../../../machines/actor.ts';
import type { FindingEvent } from '../../../machines/events.ts';
import type { FindingContext, Given } from '../../../machines/finding-context.ts';
import { measureStepSchema, type Measure } from '../../../machines/measure.ts';
import { standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import { targetMet, type Target } from '../../../machines/target.ts';
import type { EvidenceKind } from '../../../machines/words.ts';
import {
  aDay,
  aMeasure,
  aPiece,
  dueAt,
  early,
  inspector,
  late,
  noon,
  owner,
  person,
  policyRule,
  sample,
  sampleEvents,
} from './school-case.ts';
import { type Stage } from './school-stages.ts';
import { printingCut } from './target-cases.ts';

const wholeMeasure = aMeasure(1, { funding: '已列入预算', contingencyPlan: '停用并疏散' });
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

export function plausibleEvents({ context }: FindingSnapshot): readonly Given[] {
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

/** The step that brings the finding nearer to being closed as rectified. */
export function onwardEvent(snapshot: FindingSnapshot): Given {
  const { stage, hold } = standingOf(snapshot);
  return hold === 'paused' ? sample('RESUME') : onwardFrom[stage as Stage](snapshot.context);
}

function checkerAt(level: number): Actor {
  return person(`checker-${level}`, `inspectorate-${level}`);
}

const onwardFrom: Readonly<Record<Stage, (context: FindingContext) => Given>> = {
  open: () => by(owner, sampleEvents.CLAIM),
  claimed: ({ measures }) =>
    measures.length > 0 && measures.every(isWhole)
      ? by(owner, sampleEvents.SUBMIT_PLAN)
      : by(owner, { type: 'SET_MEASURES', measures: [wholeMeasure] }),
  contested: () => sample('DISMISS_CONTEST'),
  planInReview: () => sample('APPROVE_PLAN'),
  planned: () => by(owner, sampleEvents.START),
  working: nextWork,
  inReview: ({ level }) => by(checkerAt(level), sampleEvents.APPROVE),
  awaitingClosure: closingStep,
  publicNotice: ({ clocks }) =>
    report(clocks.find(({ clock }) => clock === 'notice')?.no ?? 999, 'notice', late),
  closed: () => sample('REOPEN'),
};

function nextWork(context: FindingContext): Given {
  const { measures, targets } = context;
  if (measures.length === 0) return by(owner, { type: 'SET_MEASURES', measures: [wholeMeasure] });
  const undone = measures.find(({ state }) => state !== 'done' && state !== 'dropped');
  if (undone !== undefined) return advance(undone.no, 'COMPLETE');
  for (const measure of measures) {
    const { no, state } = measure;
    const wanting = kindsToShow(measure).find((kind) => !isShown(context, no, kind));
    if (state === 'done' && wanting !== undefined) return attach(context, no, wanting);
  }
  const unmet = targets.find((target) => !isMet(context, target));
  return unmet === undefined ? by(owner, sampleEvents.SUBMIT) : meet(unmet);
}

function closingStep({ gates, noticeServed, objections }: FindingContext): Given {
  const objection = objections.find(({ open }) => open);
  if (objection !== undefined) return dismiss(objection.id);
  return sample(gates.publicNotice && !noticeServed ? 'OPEN_PUBLIC_NOTICE' : 'CLOSE');
}

function isWhole(measure: Measure): boolean {
  const { unit, person: who, dueDate, acceptanceCriterion, funding, contingencyPlan } = measure;
  return (
    [unit, who, dueDate, acceptanceCriterion, funding, contingencyPlan].every(
      (member) => member !== null,
    ) && measure.evidenceKinds.length > 0
  );
}

/** What its plan names, or any one kind where it names none. */
function kindsToShow({ evidenceKinds }: Measure): readonly EvidenceKind[] {
  return evidenceKinds.length === 0 ? ['document'] : evidenceKinds;
}

function isShown({ evidence, cycle }: FindingContext, no: number, kind: EvidenceKind): boolean {
  return evidence.some(
    (each) => each.measureNo === no && each.kind === kind && each.cycle === cycle,
  );
}

function isMet({ observations, cycle }: FindingContext, target: Target): boolean {
  return targetMet(
    target,
    observations.filter((each) => each.cycle === cycle),
  );
}

/** As the target wants it, on the last of the days that anybody measures. */
function meet({ no: targetNo, value }: Target): Given {
  const observation = { targetNo, on: '2024-12-31', value, evidenceId: null };
  return by(owner, { type: 'OBSERVE', observation });
}

function by(actor: Actor, event: FindingEvent): Given {
  return { ...event, by: actor, at: noon };
}

type Step = (typeof measureStepSchema.options)[number];
function advance(no: number, step: Step): Given {
  return by(owner, { type: 'ADVANCE_MEASURE', no, step, note: '按实际情况' });
}

function attach({ evidence }: FindingContext, measureNo: number, kind: EvidenceKind): Given {
  const piece = aPiece(`piece-${evidence.length}`, { kind });
  return by(owner, { type: 'ATTACH_EVIDENCE', measureNo, evidence: piece });
}

function dismiss(objectionId: string): Given {
  return by(inspector, { ...sampleEvents.DISMISS_OBJECTION, objectionId });
}

type Due = Extract<FindingEvent, { type: 'CLOCK_DUE' }>;
function report(
  clockNo: number,
  clock: Due['clock'],
  last: typeof late,
  mode: Due['mode'] = 'enforcing',
): Given {
  const rungs = last === early ? [early] : [early, last];
  return by(policyRule, { type: 'CLOCK_DUE', clockNo, clock, mode, dueAt, rungs });
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
