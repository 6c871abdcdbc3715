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
  owner,
  reclassified,
  reopen,
  sample,
  seniorInspector,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import {
  due,
  findingAt,
  moved,
  openStages,
  pausedAt,
  play,
  stages,
  type Stage,
} from './school-stages.ts';
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
const requestAt = (clock: ClockKind) =>
  ({ ...sample('REQUEST_EXTENSION'), clock, by: owner }) as Given;
const notHeld = { ...sample('RECORD_RECHECK'), result: 'notHeld' } as Given;
const targets = [aTarget()];
const measured = () =>
  play(findingAt('working', { targets }), ...workOn(wholePlan), observe(20), submit);
/** Its risk is accepted until a day. */
const accepted = () =>
  play(findingAt('working', { gates: { acceptanceExpires: true } }), sample('ACCEPT_RISK'));

/** With somebody to let makers check. */
const waivable = { gates: { separationWaivedBy: 'accountableExecutive' } } as const;
const referable = { gates: { referral: true } };
const withPart = (at: Stage) => () => play(findingAt(at), sample('CHILD_ADDED'));
/** Its clock has run out, and proposes a summons. */
const proposedAt = (at: Stage) => () => {
  const before = findingAt(at);
  return play(before, due(before, clockAt[at], { ...early, asks: 'summons' }));
};
/** Its clock has run out. */
const overdueAt = (at: Stage) => {
  const before = findingAt(at);
  return play(before, due(before, clockAt[at], late));
};
/** Of the clock of the stage; there is no promising of a public notice, whose own end is no breach. */
const promiseAt = (at: Stage) =>
  ({ ...sample('ACKNOWLEDGE'), clockNo: clockNoAt(findingAt(at), clockAt[at]) }) as Given;
const clockNoAt = ({ context }: FindingSnapshot, kind: ClockKind) =>
  context.clocks.find(({ clock }) => clock === kind)?.no;

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
    from: measured,
  },
  {
    at: 'awaitingClosure',
    event: observe(18, inspector),
    to: 'awaitingClosure',
    from: () => play(measured(), ...approvals),
  },
  {
    at: 'publicNotice',
    event: observe(18, inspector),
    to: 'publicNotice',
    from: () => play(measured(), ...approvals, sample('OPEN_PUBLIC_NOTICE')),
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
  { at: 'closed', event: sample('RECORD_RECHECK'), to: 'closed' },
  { at: 'closed', event: notHeld, to: 'working' },
  {
    at: 'closed',
    event: sample('ORDER_RECHECK'),
    to: 'closed',
    from: () => play(findingAt('closed'), sample('PASS_RECHECK')),
  },
  { at: 'closed', event: sample('SPOT_CHECK'), to: 'closed' },
  { at: 'closed', event: sample('DECIDE_PROPOSAL'), to: 'closed', from: proposedAt('closed') },
  { at: 'closed', event: sample('REOPEN'), to: 'working' },
  { at: 'closed', event: due(findingAt('closed'), 'recheck', late), to: 'closed' },
  { at: 'closed', event: due(accepted(), 'recheck', early), to: 'closed', from: accepted },
  { at: 'closed', event: due(accepted(), 'recheck', late), to: 'working', from: accepted },
  { at: 'closed', event: moved(findingAt('closed'), 'recheck', dueAt + aDay), to: 'closed' },
  { at: 'claimed', event: sample('SET_CAUSE'), to: 'claimed' },
  { at: 'planned', event: sample('SET_CAUSE'), to: 'planned' },
  { at: 'working', event: sample('SET_CAUSE'), to: 'working' },
  { at: 'planInReview', event: sample('ATTEST_PLAN'), to: 'planInReview' },
  { at: 'working', event: sample('ATTEST_RESULT'), to: 'working' },
  ...(['inReview', 'awaitingClosure', 'publicNotice'] as const).map((at): Arrow => ({
    at,
    event: sample('SPOT_CHECK'),
    to: at,
  })),
  ...(['working', 'awaitingClosure', 'publicNotice'] as const).flatMap((at): Arrow[] => [
    { at, event: sample('CHECK_SIMILAR'), to: at },
    { at, event: sample('SET_MECHANISM'), to: at },
  ]),
  ...(['awaitingClosure', 'publicNotice'] as const).map((at): Arrow => ({
    at,
    event: sample('DECIDE_DISCLOSURE'),
    to: at,
  })),
  ...(['open', 'claimed', 'contested', 'planInReview', 'planned', 'working'] as const).flatMap(
    (at): Arrow[] => [
      { at, event: reclassified(), to: at },
      { at, event: sample('MIGRATE'), to: at },
    ],
  ),
  ...openStages
    .filter((at) => at !== 'awaitingClosure' && at !== 'publicNotice')
    .flatMap((at): Arrow[] => [
      { at, event: extendAt(clockAt[at]), to: at },
      { at, event: requestAt(clockAt[at]), to: at },
      {
        at,
        event: sample('REFUSE_EXTENSION'),
        to: at,
        from: () => play(findingAt(at), requestAt(clockAt[at])),
      },
    ]),
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
    { at, event: sample('DECIDE_PROPOSAL'), to: at, from: proposedAt(at) },
    {
      at,
      event: sample('WAIVE_SEPARATION'),
      to: at,
      from: () => findingAt(at, waivable),
    },
    { at, event: sample('LINK_RECURRENCE'), to: at },
    { at, event: sample('PARENT_STRUCK_OFF'), to: 'closed' },
    { at, event: sample('PAUSE'), to: at },
    { at, event: sample('REFER'), to: at, from: () => findingAt(at, referable) },
    {
      at,
      event: sample('COME_BACK'),
      to: at,
      from: () => play(findingAt(at, referable), sample('REFER')),
    },
    { at, event: sample('RESUME'), to: at, from: () => pausedAt(at) },
    { at, event: due(findingAt(at), clockAt[at], early), to: at },
    { at, event: moved(findingAt(at), clockAt[at], dueAt + aDay), to: at },
  ]),
  ...openStages
    .filter((at) => at !== 'publicNotice')
    .map((at): Arrow => ({ at, event: promiseAt(at), to: at, from: () => overdueAt(at) })),
  ...stages.flatMap((at): Arrow[] => [
    { at, event: sample('CHILD_ADDED'), to: at },
    { at, event: sample('CHILD_CLOSED'), to: at, from: withPart(at) },
    { at, event: sample('CHILD_REOPENED'), to: at, from: withPart(at) },
    { at, event: sample('MERGED_FROM'), to: at },
    { at, event: sample('RECURRED'), to: at },
  ]),
];
