/** What somebody would do next with a finding as it stands: the likely step, now and then the unwelcome one. */
import type { FindingCommand } from '../../../machines/events.ts';
import type { FindingContext } from '../../../machines/finding-context.ts';
import { stateGuards } from '../../../machines/finding-guards.ts';
import type { Measure } from '../../../machines/measure.ts';
import { standingOf } from '../../../machines/step.ts';
import { targetMet } from '../../../machines/target.ts';
import type { Slot } from '../../../machines/words.ts';
import type { Calendar } from '../calendar-port.ts';
import { askedStep, nextApproval } from './asked-steps.ts';
import type { PortfolioItem } from './life.ts';

/** What somebody does next, and after how many working days at the earliest and at the latest. */
export interface Intention {
  readonly event: FindingCommand;
  readonly by: Slot;
  readonly afterDays: readonly [number, number];
}

export type Days = Pick<Calendar, 'dayOf' | 'dayAfter' | 'daysBetween' | 'timeOn'>;

/** `since`: the day from which on the finding stands as it does. `luck`: in [0, 1), bad below and good above. */
export function intentionOf(
  item: PortfolioItem,
  since: string,
  calendar: Days,
  luck: number,
): Intention | null {
  const { context } = item.finding.snapshot;
  const { stage, hold } = standingOf(item.finding.snapshot);
  if (hold === 'paused') return goOn(context);
  const asked = askedStep(context, stage);
  if (asked !== null) return intend(asked.event, asked.by, 1, 4);
  switch (stage) {
    case 'open':
      return intend({ type: 'CLAIM' }, 'actionOwner', 1, 8);
    case 'claimed':
      return isPlanned(context)
        ? intend({ type: 'SUBMIT_PLAN' }, 'actionOwner', 1, 3)
        : intend(planOf(item, since, calendar), 'actionOwner', 1, 25);
    case 'contested':
      return intend({ type: 'DISMISS_CONTEST', reason: '预演' }, 'verifier', 2, 10);
    case 'planInReview':
      return luck < 0.2 || !isPlanned(context)
        ? intend({ type: 'RETURN_PLAN', reason: '预演' }, 'verifier', 2, 12)
        : intend({ type: 'APPROVE_PLAN' }, 'verifier', 1, 12);
    case 'planned':
      return intend({ type: 'START' }, 'actionOwner', 1, 5);
    case 'working':
      return workOn(item, since, calendar, luck);
    case 'inReview': {
      const { event: approval, by } = nextApproval(context);
      const event = { type: 'RETURN', reasonCode: 'evidenceInsufficient', reason: '预演' } as const;
      return luck < 0.25 ? intend(event, by, 2, 12) : intend(approval, by, 1, 14);
    }
    case 'awaitingClosure':
    case 'publicNotice':
      return closureOf(item, stage, luck);
    case 'closed':
      return lookBack(item, luck);
    default:
      return null;
  }
}

function intend(event: FindingCommand, by: Slot, ...afterDays: [number, number]): Intention {
  return { event, by, afterDays };
}

/** What stood still goes on: the pause is over, or the level above has done its part. */
function goOn({ pause }: FindingContext): Intention {
  const back = { type: 'COME_BACK', outcome: 'instructed', reason: '预演' } as const;
  return pause?.referred === true
    ? intend(back, 'verifier', 10, 40)
    : intend({ type: 'RESUME' }, 'leadOfficial', 5, 30);
}

function workOn(
  item: PortfolioItem,
  since: string,
  calendar: Days,
  luck: number,
): Intention | null {
  const { measures, evidence, targets, observations, cycle } = item.finding.snapshot.context;
  // Work that began without a plan gets its measures on the way.
  if (measures.length === 0) return intend(planOf(item, since, calendar), 'actionOwner', 1, 5);
  const next = measures.find(({ state }) => state === 'agreed' || state === 'inProgress');
  if (next !== undefined) {
    const event = { type: 'ADVANCE_MEASURE', no: next.no, step: 'COMPLETE' } as const;
    return intend(event, 'actionOwner', 5, 35);
  }
  const shown = (no: number, kind: string) =>
    evidence.some((each) => each.measureNo === no && each.cycle === cycle && each.kind === kind);
  for (const { no, evidenceKinds } of measures.filter(({ state }) => state === 'done')) {
    const kinds = evidenceKinds.length === 0 ? (['document'] as const) : evidenceKinds;
    const kind = kinds.find((each) => !shown(no, each));
    if (kind !== undefined) return intend(evidenceOf(no, kind, cycle), 'actionOwner', 1, 2);
  }
  const measured = observations.filter((each) => each.cycle === cycle);
  const unmet = targets.find((target) => !targetMet(target, measured));
  if (unmet !== undefined) {
    const { no: targetNo, value } = unmet;
    const observation = { targetNo, on: since, value, evidenceId: null };
    return intend({ type: 'OBSERVE', observation }, 'actionOwner', 5, 20);
  }
  // Once: the situation afterwards is the one before, and so is the luck.
  const wasHeld = item.clocks.some(({ holds }) => holds.length > 0);
  return luck < 0.05 && !wasHeld
    ? intend({ type: 'PAUSE', reason: '预演' }, 'leadOfficial', 1, 5)
    : intend({ type: 'SUBMIT' }, 'actionOwner', 1, 10);
}

function closureOf({ finding }: PortfolioItem, stage: string, luck: number): Intention | null {
  const { gates, noticeServed, objections } = finding.snapshot.context;
  const objection = objections.find(({ open }) => open);
  if (objection !== undefined) {
    const { id: objectionId } = objection;
    const event = { type: 'DISMISS_OBJECTION', objectionId, reason: '预演' } as const;
    return intend(event, 'verifier', 1, 5);
  }
  if (stage === 'publicNotice') return null;
  return gates.publicNotice && !noticeServed
    ? intend({ type: 'OPEN_PUBLIC_NOTICE' }, 'verifier', 1, 5)
    : intend({ type: 'CLOSE', sustained: luck < 0.3 }, 'verifier', 1, 6);
}

function lookBack({ finding, clocks }: PortfolioItem, luck: number) {
  if (!clocks.some(({ kind, state }) => kind === 'recheck' && state === 'running')) return null;
  const relapse = { type: 'REOPEN', reasonCode: 'relapse', reason: '预演' } as const;
  return luck < 0.1 && finding.snapshot.context.cycle === 1
    ? intend(relapse, 'verifier', 30, 120)
    : intend({ type: 'PASS_RECHECK' }, 'verifier', 80, 130);
}

function planOf({ finding }: PortfolioItem, since: string, calendar: Days): FindingCommand {
  const { measures, responsibleUnit, slots, class: rectification } = finding.snapshot.context;
  const drafted = measures.length > 0 ? measures : [{ no: 1, text: finding.title }];
  return {
    type: 'SET_MEASURES',
    measures: drafted.map(({ no, text }) => ({
      no,
      text,
      unit: responsibleUnit ?? '预演',
      person: slots.actionOwner ?? '预演',
      dueDate: calendar.dayAfter(since, rectification === 'immediate' ? 10 : 90, 'day').day,
      acceptanceCriterion: '预演',
      evidenceKinds: ['document'],
      funding: '预演',
      contingencyPlan: '预演',
    })),
  };
}

/** True where the plan could be approved as it stands. */
export function isPlanned(context: FindingContext): boolean {
  return stateGuards.measuresComplete(context) && stateGuards.fiveAssurancesMet(context);
}

function evidenceOf(
  measureNo: number,
  kind: Measure['evidenceKinds'][number],
  cycle: number,
): FindingCommand {
  const id = `rehearsal-${cycle}-${measureNo}-${kind}`;
  const evidence = { id, kind, name: id, sha256: '0'.repeat(64), bytes: 1 };
  return { type: 'ATTACH_EVIDENCE', measureNo, evidence };
}
