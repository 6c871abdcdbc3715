/** What decisions about dates change: extensions, promises, proposals, referrals. */
import { makerOf } from '../actor.ts';
import type { ClockBasis } from '../effects.ts';
import type { Change } from '../finding-change.ts';
import type { GivenOf } from '../finding-context.ts';
import { extensionApprover, isBreached } from '../guards/time.ts';

/** Whoever has to decide hears of it; with nobody there, the notice stands as failed and is alarmed over. */
export function requestExtension(change: Change, event: GivenOf<'REQUEST_EXTENSION'>): Change {
  const { clock, until, reasonCode, by } = event;
  // More time to check is asked for by the checker, whom that makes no maker.
  if (clock !== 'verify') change.madeBy(by);
  change.set({ extensionRequest: { clock, until, reasonCode, by: makerOf(by) } });
  return change.tell('extension-requested', extensionApprover(change.context) ?? 'verifier');
}

export function refuseExtension(change: Change): Change {
  return change.forgetRequest().tell('extension-refused', 'actionOwner', 'leadOfficial');
}

/** 延期: a new clock in the place of the old one, so that its reminders begin anew. */
export function extend(change: Change, { clock, extension }: GivenOf<'EXTEND'>): Change {
  for (const open of change.context.clocks.filter((each) => each.clock === clock)) {
    const late = isBreached(change.context, open.no);
    change.replaceClock(open, extendedBasis(extension, open.no));
    const byClockNo = change.context.clockCount;
    const granted = { clock, clockNo: open.no, byClockNo, ...(late && { afterDate: late }) };
    change.set({ extensions: [...change.context.extensions, granted] });
  }
  return change.forgetRequest().tell('extended', 'actionOwner', 'leadOfficial');
}

/** The ladder of that clock waits for the day promised. Those it would have told next are told of it. */
export function acknowledge(
  change: Change,
  { clockNo, promisedOn }: GivenOf<'ACKNOWLEDGE'>,
): Change {
  const { promises = [] } = change.context;
  change.set({ promises: [...promises, { clockNo, day: promisedOn, passed: false }] });
  change.effects.push({ kind: 'clock.promise', clockNo, day: promisedOn });
  return change.tell('promise-given', 'leadOfficial', 'verifier');
}

export function decideProposal(
  change: Change,
  { no, decision }: GivenOf<'DECIDE_PROPOSAL'>,
): Change {
  const { proposals = [] } = change.context;
  return change
    .set({
      proposals: proposals.map((each) =>
        each.no === no ? Object.assign({}, each, { decision }) : each,
      ),
    })
    .tell('proposal-decided', 'accountableExecutive', 'steeringGroup');
}

/** 上报: its clocks stand still while the level above has it, and one of its own runs there. */
export function refer(change: Change, { to, at }: GivenOf<'REFER'>): Change {
  return change
    .pause(at, true)
    .set({ slots: { ...change.context.slots, higherLevel: to } })
    .startClock('referral')
    .tell('referred', 'higherLevel', 'verifier');
}

export function comeBack(change: Change): Change {
  return change
    .stopClocks('met', 'referral')
    .resume()
    .tell('came-back', 'actionOwner', 'leadOfficial', 'verifier');
}

function extendedBasis(extension: GivenOf<'EXTEND'>['extension'], of: number): ClockBasis {
  switch (extension.rule) {
    case 'fresh':
      return { kind: 'rule' };
    case 'remainder':
      return { kind: 'longer', of, days: extension.days };
    case 'fixed':
      return { kind: 'day', day: extension.until };
  }
}
