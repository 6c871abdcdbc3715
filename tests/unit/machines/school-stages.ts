/** The finding at the school at every stage, by the shortest way, and what its clocks may report there. */
import type { FindingEvent, Rung } from '../../../machines/events.ts';
import type { Given } from '../../../machines/finding-context.ts';
import { findingMachineVersion } from '../../../machines/finding.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import {
  advance,
  openFinding,
  standingOf,
  type Accepted,
  type FindingSnapshot,
} from '../../../machines/step.ts';
import type { ClockKind } from '../../../machines/words.ts';
import {
  aDay,
  anInput,
  approvals,
  close,
  dueAt,
  give,
  inspector,
  late,
  noon,
  policyRule,
  sampleEvents,
  submit,
  wholePlan,
  workOn,
  type Setup,
} from './school-case.ts';

export const stages = [
  'open',
  'claimed',
  'contested',
  'planInReview',
  'planned',
  'working',
  'inReview',
  'awaitingClosure',
  'publicNotice',
  'closed',
] as const;
export type Stage = (typeof stages)[number];
export const openStages = stages.filter((stage) => stage !== 'closed');

export function answer(from: FindingSnapshot, event: Given): ReturnType<typeof advance> {
  return advance(findingMachineVersion, from, event);
}

/** The answer to an event the test relies on being taken. */
export function take(from: FindingSnapshot, event: Given): Accepted {
  const step = answer(from, event);
  if (step.kind !== 'accepted') throw new Error(`${event.type} not taken: ${JSON.stringify(step)}`);
  return step;
}

export function play(from: FindingSnapshot, ...events: readonly Given[]): FindingSnapshot {
  return events.reduce((snapshot, event) => take(snapshot, event).snapshot, from);
}

export function stageOf(snapshot: FindingSnapshot): string {
  return standingOf(snapshot).stage;
}

export function findingAt(stage: Stage, setup: Setup = {}): FindingSnapshot {
  return play(openFinding(anInput(setup)).snapshot, ...wayTo(stage, setup.plan ?? wholePlan));
}

export function pausedAt(stage: Stage, setup: Setup = {}): FindingSnapshot {
  return play(findingAt(stage, setup), give({ type: 'PAUSE', reason: '等待上级批复' }));
}

/** Back from its public notice, whose window has run out. */
export function findingServed(setup: Setup = {}): FindingSnapshot {
  const notice = findingAt('publicNotice', setup);
  return play(notice, due(notice, 'notice', late));
}

/** The stage before each stage, and what leads on from there. */
const onward: Record<Stage, readonly [Stage, (plan: readonly MeasurePlan[]) => readonly Given[]]> =
  {
    open: ['open', () => []],
    claimed: ['open', () => [give({ type: 'CLAIM' })]],
    contested: ['claimed', () => [give({ type: 'CONTEST', reason: '情况不属实' })]],
    planInReview: [
      'claimed',
      (plan) => [
        give({ type: 'SET_MEASURES', measures: [...plan] }),
        give({ type: 'SUBMIT_PLAN' }),
      ],
    ],
    planned: ['planInReview', () => [give({ type: 'APPROVE_PLAN' }, inspector)]],
    working: ['planned', () => [give({ type: 'START' })]],
    inReview: ['working', (plan) => [...workOn(plan), submit]],
    awaitingClosure: ['inReview', () => approvals],
    publicNotice: ['awaitingClosure', () => [give({ type: 'OPEN_PUBLIC_NOTICE' }, inspector)]],
    closed: ['awaitingClosure', () => [close]],
  };

function wayTo(stage: Stage, plan: readonly MeasurePlan[]): readonly Given[] {
  const [before, events] = onward[stage];
  return before === stage ? [] : [...wayTo(before, plan), ...events(plan)];
}

/** The clock of that kind reports rungs; a number of 999 where none of that kind is known. */
export function due(snapshot: FindingSnapshot, clock: ClockKind, ...rungs: Rung[]): Given {
  const clockNo = snapshot.context.clocks.find((each) => each.clock === clock)?.no ?? 999;
  const event: FindingEvent = {
    type: 'CLOCK_DUE',
    clockNo,
    clock,
    mode: 'enforcing',
    dueAt,
    rungs,
  };
  return { ...event, by: policyRule, at: noon };
}

/** A calendar counts that clock anew, a day after it was due; due at `to` now. */
export function moved(
  snapshot: FindingSnapshot,
  clock: ClockKind,
  to: number,
  approval: Extract<FindingEvent, { type: 'CLOCK_MOVED' }>['approval'] = null,
): Given {
  const clockNo = snapshot.context.clocks.find((each) => each.clock === clock)?.no ?? 999;
  const event: FindingEvent = {
    ...sampleEvents.CLOCK_MOVED,
    clockNo,
    clock,
    to: { dueAt: to, provisional: false },
    approval,
  };
  return { ...event, by: policyRule, at: dueAt + aDay };
}
