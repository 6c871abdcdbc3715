/** The lifecycle a second time, by hand and without conditions: where an event could lead if everything is in order. */
import type { FindingEventType } from '../../../machines/events.ts';
import type { Stage } from './school-case.ts';

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
      return [{ stage, hold }];
    case 'OBJECT':
    case 'DISMISS_OBJECTION':
      return stage === 'awaitingClosure' || stage === 'publicNotice' ? [{ stage, hold }] : [];
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
  return type === 'CLOCK_DUE' || type === 'PASS_RECHECK' ? ['closed'] : [];
}

function fromOpen(stage: Stage, type: FindingEventType): readonly Stage[] {
  if (type === 'CLOCK_DUE') {
    return stage === 'publicNotice' ? ['publicNotice', 'awaitingClosure'] : [stage];
  }
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
