/** What closing changes, and what comes after: the close-out, ways off the ledger, re-inspections, reopening. */
import type { Change } from '../finding-change.ts';
import { awaitReport, reopenedFor } from '../finding-clocks.ts';
import type { GivenOf } from '../finding-context.ts';
import { stepped } from '../measure.ts';
import type { Disposition } from '../words.ts';
import { takeChildrenAlong, tellParentClosed, tellParentReopened } from './family.ts';

export function close(
  change: Change,
  { sustained, drawnForRecheck = false }: GivenOf<'CLOSE'>,
): Change {
  change.stopAllClocks('met').set({ disposition: 'rectified', sustained });
  if (change.context.gates.recheck || drawnForRecheck) change.startClock('recheck');
  return tellParentClosed(change, 'rectified').tell(
    'closed',
    'actionOwner',
    'leadOfficial',
    'accountableExecutive',
  );
}

/** `into`: the part that it goes on in, which is not taken along. */
export function strikeOff(
  change: Change,
  disposition: Exclude<Disposition, 'rectified'>,
  into?: string,
): Change {
  takeChildrenAlong(change, disposition, into);
  return tellParentClosed(change, disposition)
    .stopAllClocks('void')
    .set({ disposition, level: 0, pause: null })
    .forgetRequest()
    .tell('struck-off', 'actionOwner', 'leadOfficial');
}

/** Until a day: where the rules want it so, it is open again when that has passed. */
export function acceptRisk(change: Change, { until }: GivenOf<'ACCEPT_RISK'>): Change {
  strikeOff(change, 'accepted');
  return change.context.gates.acceptanceExpires === true
    ? change.startClock('recheck', { kind: 'day', day: until })
    : change;
}

/** The parent knows already: it is the one that says so. */
export function followParent(change: Change, event: GivenOf<'PARENT_STRUCK_OFF'>): Change {
  const { disposition } = event;
  takeChildrenAlong(change, disposition);
  return change
    .stopAllClocks('void')
    .set({ disposition, level: 0, pause: null })
    .forgetRequest()
    .tell('struck-off', 'actionOwner', 'leadOfficial');
}

export function checkSimilar(change: Change, { found, by }: GivenOf<'CHECK_SIMILAR'>): Change {
  return change.madeBy(by).set({ similarCheck: { cycle: change.context.cycle, found } });
}

export function setMechanism(
  change: Change,
  { text, evidenceId, by }: GivenOf<'SET_MECHANISM'>,
): Change {
  return change.madeBy(by).set({ mechanism: { text, evidenceId } });
}

export function decideDisclosure(
  change: Change,
  { channel, decision }: GivenOf<'DECIDE_DISCLOSURE'>,
): Change {
  return change.set({ disclosure: { ...change.context.disclosure, [channel]: decision } });
}

/** 回头看 done: held, or held in part, which is looked at once more. */
export function recordRecheck(change: Change, { result }: GivenOf<'RECORD_RECHECK'>): Change {
  const { cycle, rechecks = [] } = change.context;
  change.set({ rechecks: [...rechecks, { cycle, result }] });
  if (result === 'notHeld') return reopen(change, 'met');
  change.stopClocks('met', 'recheck');
  return result === 'held'
    ? change.tell('recheck-passed', 'actionOwner', 'leadOfficial')
    : change.startClock('recheck').tell('recheck-partly-held', 'actionOwner', 'leadOfficial');
}

export function passRecheck(change: Change): Change {
  return change.stopClocks('met', 'recheck').tell('recheck-passed', 'actionOwner', 'leadOfficial');
}

export function orderRecheck(change: Change): Change {
  return change.startClock('recheck').tell('recheck-ordered', 'verifier', 'leadOfficial');
}

export function reopenFor(change: Change, { reasonCode }: GivenOf<'REOPEN'>): Change {
  // A recheck that the finding failed has been done like one that it passed.
  return reopen(change, reasonCode === 'failedRecheck' ? 'met' : 'void');
}

/** The day until which the risk was accepted has passed: the work begins. */
export function acceptanceEnded(change: Change): Change {
  return reopen(change, 'met');
}

/** A new cycle. What was found, shown and signed in the one before stays what it was. */
function reopen(change: Change, recheck: 'met' | 'void'): Change {
  change
    .stopClocks(recheck, 'recheck')
    .set({
      cycle: change.context.cycle + 1,
      // What was done did not hold: the measures are to be carried out again.
      measures: change.context.measures.map((measure) => stepped(measure, 'REDO')),
      makers: [],
      approvals: [],
      level: 0,
      objections: [],
      noticeServed: false,
      disposition: null,
      sustained: false,
      ...(change.context.warning !== undefined && { warning: null }),
      ...(change.context.disclosure !== undefined && { disclosure: {} }),
    })
    .startClock('execute', reopenedFor(change));
  return tellParentReopened(awaitReport(change)).tell(
    'reopened',
    'actionOwner',
    'leadOfficial',
    'accountableExecutive',
  );
}
