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
    case 'ASSIGN':
    case 'CLOCK_MOVED':
      return [{ stage, hold }];
    case 'CLOCK_DUE':
      // While a finding is paused, only the clock of the pause runs, and it leads nowhere.
      return hold === 'paused' ? [{ stage, hold }] : running(...whenDue(stage));
    case 'OBJECT':
    case 'DISMISS_OBJECTION':
      return stage === 'awaitingClosure' || stage === 'publicNotice' ? [{ stage, hold }] : [];
    case 'NUDGE':
      return hold === 'paused' ? [] : [{ stage, hold }];
    case 'PAUSE':
      return hold === 'running' ? [{ stage, hold: 'paused' }] : [];
    case 'RESUME':
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
  return ['CLOCK_DUE', 'CLOCK_MOVED', 'PASS_RECHECK'].includes(type) ? ['closed'] : [];
}

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
    case 'claimed SET_MEASURES':
    case 'claimed SET_TARGETS':
      return ['claimed'];
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
    case 'open EXTEND':
    case 'open RECLASSIFY':
    case 'claimed EXTEND':
    case 'claimed RECLASSIFY':
    case 'contested EXTEND':
    case 'contested RECLASSIFY':
    case 'planInReview EXTEND':
    case 'planInReview RECLASSIFY':
    case 'planned EXTEND':
    case 'planned RECLASSIFY':
    case 'inReview EXTEND':
    case 'inReview OBSERVE':
      return [stage];
    case 'working EXTEND':
    case 'working RECLASSIFY':
    case 'working OBSERVE':
    case 'working REPORT_PROGRESS':
    case 'working SET_TARGETS':
    case 'working SET_MEASURES':
    case 'working ADVANCE_MEASURE':
    case 'working ATTACH_EVIDENCE':
      return ['working'];
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
      return [];
  }
}

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

/** Every clock that is open there, in alphabetical order: `execute held`. */
export function modelClocks(
  { stage, hold }: Place,
  { progressReports }: Pick<Gates, 'progressReports'>,
  recheckAwaited: boolean,
): readonly string[] {
  if (stage === 'closed') return recheckAwaited ? ['recheck running'] : [];
  const clocks = clocksOf[stage].filter((name) => progressReports || !name.startsWith('report'));
  if (hold === 'running') return clocks;
  const held = clocks.map((name) => name.replace('running', 'held'));
  return [...held, 'pause running'].toSorted();
}
