/**
 * The lifecycle a second time, by hand and without conditions: where an event could lead if everything
 * is in order, and which clocks are then open.
 */
import type { FindingEventType } from '../../../machines/events.ts';
import type { Gates } from '../../../machines/gates.ts';
import type { Stage } from './school-stages.ts';

export interface Place {
  readonly stage: Stage;
  readonly hold: 'running' | 'paused';
}

/** Every place the event may lead to from here; none where it has to be refused. */
export function modelMoves({ stage, hold }: Place, type: FindingEventType): readonly Place[] {
  if (stage === 'closed') return running(...fromClosed(type));
  const name: string = type;
  switch (name) {
    case 'WITHDRAW':
    case 'TRANSFER':
    case 'MERGE':
    case 'ACCEPT_RISK':
      return running('closed');
    case 'PARENT_STRUCK_OFF':
      return running('closed');
    case 'ASSIGN':
    case 'CLOCK_MOVED':
    case 'DECIDE_PROPOSAL':
    case 'WAIVE_SEPARATION':
    case 'LINK_RECURRENCE':
    case 'CHILD_ADDED':
    case 'CHILD_CLOSED':
    case 'CHILD_REOPENED':
    case 'MERGED_FROM':
    case 'RECURRED':
      return [{ stage, hold }];
    case 'REFUSE_EXTENSION':
      return stage === 'awaitingClosure' || stage === 'publicNotice' ? [] : [{ stage, hold }];
    case 'SPOT_CHECK':
      return ['inReview', 'awaitingClosure', 'publicNotice'].includes(stage)
        ? [{ stage, hold }]
        : [];
    case 'CLOCK_DUE':
      // While a finding is paused, only the clock of the pause runs, and it leads nowhere.
      return hold === 'paused' ? [{ stage, hold }] : running(...whenDue(stage));
    case 'OBJECT':
    case 'DISMISS_OBJECTION':
      return stage === 'awaitingClosure' || stage === 'publicNotice' ? [{ stage, hold }] : [];
    case 'NUDGE':
    case 'ACKNOWLEDGE':
      return hold === 'paused' ? [] : [{ stage, hold }];
    case 'PAUSE':
    case 'REFER':
      return hold === 'running' ? [{ stage, hold: 'paused' }] : [];
    case 'RESUME':
    case 'COME_BACK':
      return hold === 'paused' ? running(stage) : [];
    default:
      return hold === 'paused' ? [] : running(...fromOpen(stage, type));
  }
}

function running(...stages: readonly Stage[]): readonly Place[] {
  return stages.map((stage) => ({ stage, hold: 'running' }));
}

function fromClosed(type: FindingEventType): readonly Stage[] {
  if (type === 'REOPEN') return ['working'];
  // A risk that was accepted until a day is open again when that has passed.
  if (type === 'RECORD_RECHECK' || type === 'CLOCK_DUE') return ['closed', 'working'];
  return heardWhenClosed.has(type) ? ['closed'] : [];
}

const heardWhenClosed = new Set<FindingEventType>([
  'CLOCK_MOVED',
  'PASS_RECHECK',
  'ORDER_RECHECK',
  'SPOT_CHECK',
  'DECIDE_PROPOSAL',
  'CHILD_ADDED',
  'CHILD_CLOSED',
  'CHILD_REOPENED',
  'MERGED_FROM',
  'RECURRED',
]);

function whenDue(stage: Stage): readonly Stage[] {
  return stage === 'publicNotice' ? ['publicNotice', 'awaitingClosure'] : [stage];
}

function fromOpen(stage: Stage, type: FindingEventType): readonly Stage[] {
  switch (`${stage} ${type}`) {
    case 'open CLAIM':
      return ['claimed'];
    case 'open CONTEST':
    case 'claimed CONTEST':
      return ['contested'];
    case 'open START':
    case 'claimed START':
    case 'planned START':
      return ['working'];
    case 'claimed SUBMIT_PLAN':
      return ['planInReview'];
    case 'contested DISMISS_CONTEST':
      return ['open'];
    case 'contested UPHOLD_CONTEST':
      return ['closed'];
    case 'planInReview APPROVE_PLAN':
      return ['planned'];
    case 'planInReview RETURN_PLAN':
      return ['claimed'];
    case 'working SUBMIT':
      return ['inReview'];
    case 'inReview APPROVE':
      return ['inReview', 'awaitingClosure'];
    case 'inReview RETURN':
    case 'awaitingClosure RETURN':
    case 'publicNotice RETURN':
      return ['working'];
    case 'awaitingClosure OPEN_PUBLIC_NOTICE':
      return ['publicNotice'];
    case 'awaitingClosure CLOSE':
      return ['closed'];
    default:
      return staysAt[stage].includes(type) ? [stage] : [];
  }
}

const moreTime: readonly FindingEventType[] = ['REQUEST_EXTENSION', 'EXTEND'];
const otherRules: readonly FindingEventType[] = ['RECLASSIFY', 'MIGRATE'];
const closeOut: readonly FindingEventType[] = ['CHECK_SIMILAR', 'SET_MECHANISM'];

/** What changes only what is known of the finding, where nothing pauses it. */
const staysAt: Readonly<Record<Stage, readonly FindingEventType[]>> = {
  open: [...moreTime, ...otherRules],
  claimed: [...moreTime, ...otherRules, 'SET_CAUSE', 'SET_MEASURES', 'SET_TARGETS'],
  contested: [...moreTime, ...otherRules],
  planInReview: [...moreTime, ...otherRules, 'ATTEST_PLAN'],
  planned: [...moreTime, ...otherRules, 'SET_CAUSE'],
  working: [
    ...moreTime,
    ...closeOut,
    ...otherRules,
    'SET_CAUSE',
    'SET_MEASURES',
    'SET_TARGETS',
    'ADVANCE_MEASURE',
    'ATTACH_EVIDENCE',
    'OBSERVE',
    'REPORT_PROGRESS',
    'ATTEST_RESULT',
  ],
  inReview: [...moreTime, 'OBSERVE'],
  awaitingClosure: [...closeOut, 'DECIDE_DISCLOSURE', 'OBSERVE'],
  publicNotice: [...closeOut, 'DECIDE_DISCLOSURE', 'OBSERVE'],
  closed: [],
};

/** The clocks of each stage, with nothing said of a pause; a report where the class asks for one. */
const clocksOf: Readonly<Record<Stage, readonly string[]>> = {
  open: ['plan running'],
  claimed: ['plan running'],
  contested: ['plan held', 'verify running'],
  planInReview: ['plan held', 'verify running'],
  planned: ['execute running'],
  working: ['execute running', 'report running'],
  inReview: ['execute held', 'report held', 'verify running'],
  awaitingClosure: ['verify running'],
  publicNotice: ['notice running'],
  closed: [],
};

/** What has been said of it that has a clock of its own. */
export interface Awaited {
  readonly recheck: boolean;
  /** Instead of being paused: the level above has it. */
  readonly referral: boolean;
}

/** Every clock that is open there, in alphabetical order: `execute held`. */
export function modelClocks(
  { stage, hold }: Place,
  { progressReports }: Pick<Gates, 'progressReports'>,
  awaited: Awaited,
): readonly string[] {
  if (stage === 'closed') return awaited.recheck ? ['recheck running'] : [];
  const clocks = clocksOf[stage].filter((name) => progressReports || !name.startsWith('report'));
  if (hold === 'running') return clocks;
  const held = clocks.map((name) => name.replace('running', 'held'));
  return [...held, `${awaited.referral ? 'referral' : 'pause'} running`].toSorted();
}
