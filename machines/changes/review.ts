/** What checking changes: approvals level by level, spot checks, and who may check in spite of a hand in the work. */
import { makerOf } from '../actor.ts';
import type { Change } from '../finding-change.ts';
import type { FindingContext, GivenOf } from '../finding-context.ts';
import { levelUnderWay, nextCompletesLevel, postsSigned, slotsOf } from '../verification.ts';
import type { Slot } from '../words.ts';

export function approve(change: Change, event: GivenOf<'APPROVE'>): Change {
  const { level, approvals, gates } = change.context;
  const posts = postsOf(change.context, event);
  const complete = nextCompletesLevel(change.context);
  change.set({
    approvals: [
      ...approvals,
      {
        level,
        by: makerOf(event.by),
        ...(posts !== undefined && { posts }),
        ...(event.methods !== undefined && { methods: event.methods }),
      },
    ],
  });
  // Others of the same level are still to sign: their time goes on.
  if (!complete) return change;
  change.stopClocks('met', 'verify').startClock('verify');
  return level < gates.verificationLevels.length
    ? change
        .set({ level: level + 1 })
        .tell('review-requested', ...checkersAt(change.context, level + 1))
    : change
        .set({ level: 0 })
        .stopClocks('met', 'execute', 'report')
        .tell('verified', 'actionOwner', 'leadOfficial');
}

/** Whom a level asks: the holders of its posts. */
export function checkersAt({ gates }: FindingContext, level: number): readonly Slot[] {
  const rule = gates.verificationLevels[level - 1];
  return rule === undefined ? [] : slotsOf(rule);
}

export function spotCheck(change: Change, event: GivenOf<'SPOT_CHECK'>): Change {
  const { measureNo, method, result } = event;
  const { cycle, spotChecks = [] } = change.context;
  change.set({ spotChecks: [...spotChecks, { cycle, measureNo, method, result }] });
  return result === 'confirmed'
    ? change
    : change.tell('spot-check-failed', 'actionOwner', 'leadOfficial', 'verifier');
}

export function waiveSeparation(change: Change, event: GivenOf<'WAIVE_SEPARATION'>): Change {
  const { cycle, waivers = [] } = change.context;
  return change
    .set({ waivers: [...waivers, { checker: event.checker, cycle }] })
    .tell('separation-waived', 'accountableExecutive', 'steeringGroup');
}

/** Undefined where the level is one post, whose holder the host lets check. */
function postsOf(
  context: FindingContext,
  { holds = [] }: GivenOf<'APPROVE'>,
): readonly Slot[] | undefined {
  const level = levelUnderWay(context);
  return level === undefined || typeof level === 'string' ? undefined : postsSigned(level, holds);
}
