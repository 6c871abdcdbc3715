/** Where each event leads from each stage: the whole lifecycle, one arrow at a time. */
import type { Given } from '../../../machines/finding-context.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import type { ClockKind } from '../../../machines/words.ts';
import {
  aDay,
  approvals,
  dueAt,
  early,
  give,
  inspector,
  late,
  observe,
  reclassified,
  reopen,
  sample,
  seniorInspector,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { due, findingAt, moved, openStages, pausedAt, play, type Stage } from './school-stages.ts';
import { aTarget } from './target-cases.ts';

export interface Arrow {
  readonly at: Stage;
  readonly event: Given;
  readonly to: Stage;
  /** The finding to start from, where the ordinary one at the stage will not do. */
  readonly from?: () => FindingSnapshot;
}

const skipping = { gates: { planMayBeSkipped: true } };
const objected = (at: Stage) => () => play(findingAt(at), sample('OBJECT'));
const clockAt: Record<Stage, ClockKind> = {
  open: 'plan',
  claimed: 'plan',
  contested: 'verify',
  planInReview: 'verify',
  planned: 'execute',
  working: 'execute',
  inReview: 'verify',
  awaitingClosure: 'verify',
  publicNotice: 'notice',
  closed: 'recheck',
};

/** With a clock to extend: the one of the stage that times the work. */
const extendAt = (clock: ClockKind) => ({ ...sample('EXTEND'), clock }) as Given;
const targets = [aTarget()];

const ownArrows: readonly Arrow[] = [
  { at: 'open', event: sample('CLAIM'), to: 'claimed' },
  { at: 'open', event: sample('CONTEST'), to: 'contested' },
  { at: 'open', event: sample('START'), to: 'working', from: () => findingAt('open', skipping) },
  { at: 'claimed', event: sample('CONTEST'), to: 'contested' },
  { at: 'claimed', event: sample('SET_MEASURES'), to: 'claimed' },
  { at: 'claimed', event: sample('SET_TARGETS'), to: 'claimed' },
  {
    at: 'claimed',
    event: sample('SUBMIT_PLAN'),
    to: 'planInReview',
    from: () => play(findingAt('claimed'), sample('SET_MEASURES')),
  },
  {
    at: 'claimed',
    event: sample('START'),
    to: 'working',
    from: () => findingAt('claimed', skipping),
  },
  { at: 'contested', event: sample('DISMISS_CONTEST'), to: 'open' },
  { at: 'contested', event: sample('UPHOLD_CONTEST'), to: 'closed' },
  { at: 'planInReview', event: sample('APPROVE_PLAN'), to: 'planned' },
  { at: 'planInReview', event: sample('RETURN_PLAN'), to: 'claimed' },
  { at: 'planned', event: sample('START'), to: 'working' },
  {
    at: 'working',
    event: sample('SET_MEASURES'),
    to: 'working',
    from: () => play(findingAt('closed'), reopen),
  },
  {
    at: 'working',
    event: sample('SET_TARGETS'),
    to: 'working',
    from: () => play(findingAt('closed'), reopen),
  },
  { at: 'working', event: sample('REPORT_PROGRESS'), to: 'working' },
  {
    at: 'working',
    event: observe(16),
    to: 'working',
    from: () => findingAt('working', { targets }),
  },
  {
    at: 'inReview',
    event: observe(18, inspector),
    to: 'inReview',
    from: () => play(findingAt('working', { targets }), ...workOn(wholePlan), observe(20), submit),
  },
  { at: 'working', event: sample('ADVANCE_MEASURE'), to: 'working' },
  { at: 'working', event: sample('ATTACH_EVIDENCE'), to: 'working' },
  {
    at: 'working',
    event: submit,
    to: 'inReview',
    from: () => play(findingAt('working'), ...workOn(wholePlan)),
  },
  { at: 'inReview', event: give({ type: 'APPROVE' }, inspector), to: 'inReview' },
  {
    at: 'inReview',
    event: give({ type: 'APPROVE' }, seniorInspector),
    to: 'awaitingClosure',
    from: () => play(findingAt('inReview'), ...approvals.slice(0, 1)),
  },
  { at: 'inReview', event: sample('RETURN'), to: 'working' },
  { at: 'awaitingClosure', event: sample('RETURN'), to: 'working' },
  { at: 'awaitingClosure', event: sample('OBJECT'), to: 'awaitingClosure' },
  {
    at: 'awaitingClosure',
    event: sample('DISMISS_OBJECTION'),
    to: 'awaitingClosure',
    from: objected('awaitingClosure'),
  },
  { at: 'awaitingClosure', event: sample('OPEN_PUBLIC_NOTICE'), to: 'publicNotice' },
  { at: 'awaitingClosure', event: sample('CLOSE'), to: 'closed' },
  { at: 'publicNotice', event: sample('RETURN'), to: 'working' },
  { at: 'publicNotice', event: sample('OBJECT'), to: 'publicNotice' },
  {
    at: 'publicNotice',
    event: sample('DISMISS_OBJECTION'),
    to: 'publicNotice',
    from: objected('publicNotice'),
  },
  {
    at: 'publicNotice',
    event: due(findingAt('publicNotice'), 'notice', early),
    to: 'publicNotice',
  },
  {
    at: 'publicNotice',
    event: due(findingAt('publicNotice'), 'notice', late),
    to: 'awaitingClosure',
  },
  { at: 'closed', event: sample('PASS_RECHECK'), to: 'closed' },
  { at: 'closed', event: sample('REOPEN'), to: 'working' },
  { at: 'closed', event: due(findingAt('closed'), 'recheck', late), to: 'closed' },
  { at: 'closed', event: moved(findingAt('closed'), 'recheck', dueAt + aDay), to: 'closed' },
  ...(['open', 'claimed', 'contested', 'planInReview', 'planned', 'working'] as const).flatMap(
    (at): Arrow[] => [
      { at, event: extendAt(clockAt[at]), to: at },
      { at, event: reclassified(), to: at },
    ],
  ),
  { at: 'inReview', event: extendAt('verify'), to: 'inReview' },
];
export const strikeOffs = ['WITHDRAW', 'TRANSFER', 'MERGE', 'ACCEPT_RISK'] as const;
export const arrows: readonly Arrow[] = [
  ...ownArrows,
  ...openStages.flatMap((at) =>
    strikeOffs.map((type): Arrow => ({ at, event: sample(type), to: 'closed' })),
  ),
  ...openStages.flatMap((at): Arrow[] => [
    { at, event: sample('ASSIGN'), to: at },
    { at, event: sample('NUDGE'), to: at },
    { at, event: sample('PAUSE'), to: at },
    { at, event: sample('RESUME'), to: at, from: () => pausedAt(at) },
    { at, event: due(findingAt(at), clockAt[at], early), to: at },
    { at, event: moved(findingAt(at), clockAt[at], dueAt + aDay), to: at },
  ]),
];
