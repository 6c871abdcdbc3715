/** How a target stands (序时进度): what was measured last against what the plan asks for by a day. */
import { dayNumber } from './day-number.ts';
import {
  bandOf,
  latestOf,
  meets,
  toFigure,
  type Latest,
  type Milestone,
  type Observation,
  type Target,
} from './target.ts';

/** Figures are in the target's unit. */
export interface TargetProgress {
  /** The latest observation up to the day asked about. */
  readonly latest: Latest | null;
  /** The latest figure meets the target itself. */
  readonly met: boolean;
  /** What the planned curve asks for; null where it has not begun, or does not say. */
  readonly expected: number | null;
  /** A milestone or the due date has passed, and the latest figure does not reach it (or there is none). */
  readonly behind: boolean;
  /** How far the latest figure is short of `expected`, never negative; null where one of them is missing. */
  readonly lag: number | null;
  /** What is asked for next. The due date is the last to be asked for, with the target itself. */
  readonly nextMilestone: Milestone | null;
}

/**
 * How the target stands on the day `asOf`; observations of later days are not looked at. A milestone lasts to
 * the end of its day, so it has passed from the next day on. A linear curve sets out from the baseline on
 * `startOn`, and says nothing before its first milestone where either is missing.
 */
export function progressOf(
  target: Target,
  observations: readonly Observation[],
  asOf: string,
  startOn: string | null = null,
): TargetProgress {
  const known = observations.filter(({ on }) => on <= asOf);
  const latest = latestOf(target, known);
  const points = pointsOf(target);
  const passed = points.findLast(({ date }) => date < asOf) ?? null;
  const expected =
    target.curve === 'steps'
      ? (passed?.value ?? null)
      : onLine(lineFrom(points, target.baseline, startOn), asOf);
  return {
    latest,
    met: latest !== null && meets(target, latest.value),
    expected,
    behind: passed !== null && (latest === null || shortOf(target, passed.value, latest.value) > 0),
    lag: expected === null || latest === null ? null : shortOf(target, expected, latest.value),
    nextMilestone: points.find(({ date }) => date >= asOf) ?? null,
  };
}

/** True when any of the targets is behind its milestones or its due date on the day `asOf`. */
export function behindSchedule(
  targets: readonly Target[],
  observations: readonly Observation[],
  asOf: string,
  startOn: string | null = null,
): boolean {
  return targets.some((target) => progressOf(target, observations, asOf, startOn).behind);
}

/** The milestones, and the target itself on its due date (a milestone of that day says the same). */
function pointsOf(target: Target): readonly Milestone[] {
  const { milestones, dueDate } = target;
  return dueDate === null ? milestones : [...milestones, { date: dueDate, value: aimOf(target) }];
}

/** The figure aimed at. In a range it is the end nearer to where the plan comes from, or a figure planned within. */
function aimOf({ value, upTo, baseline, milestones }: Target): number {
  if (upTo === null) return value;
  const from = milestones.at(-1)?.value ?? baseline ?? value;
  return Math.min(Math.max(from, value), upTo);
}

/**
 * How far a figure is short of what is asked. Milestones of a range, or of an exact figure, are on one side of it
 * and are reached from there: below it by at least as much, above it by at most as much. Only a milestone
 * within the target asks for the target, and so does the due date.
 */
function shortOf(target: Target, asked: number, figure: number): number {
  const { low, high } = bandOf(target);
  const floor = asked > high ? -Infinity : Math.min(asked, low);
  const ceiling = asked < low ? Infinity : Math.max(asked, high);
  return toFigure(Math.max(floor - figure, figure - ceiling, 0));
}

/** The points with the start before them, where it is known and is not overtaken by the first of them. */
function lineFrom(
  points: readonly Milestone[],
  baseline: number | null,
  startOn: string | null,
): readonly Milestone[] {
  const [first] = points;
  if (baseline === null || startOn === null || first === undefined) return points;
  return startOn < first.date ? [{ date: startOn, value: baseline }, ...points] : points;
}

/** The figure of a day on the line: null before it begins, and what it ends with ever after. */
function onLine(line: readonly Milestone[], day: string): number | null {
  const before = line.findLast(({ date }) => date <= day);
  if (before === undefined) return null;
  const after = line.find(({ date }) => date > day);
  if (after === undefined) return before.value;
  const [from, to] = [dayNumber(before.date), dayNumber(after.date)];
  const share = (dayNumber(day) - from) / (to - from);
  return toFigure(before.value + (after.value - before.value) * share);
}
