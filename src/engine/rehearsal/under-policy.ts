/** A finding as it would stand had its open clocks been started under another policy. */
import type { FindingContext } from '../../../machines/finding-context.ts';
import { countOf } from '../clocks/basis.ts';
import { remainingOn } from '../clocks/count.ts';
import { dueOf, ruleOf, timetableOf, type Timing } from '../clocks/rows.ts';
import type { ClockRule, Policy } from '../policy.ts';
import type { Calendar } from '../calendar-port.ts';
import type { ClockRow, DecisionPorts, PolicyBook } from '../ports.ts';
import { firstAfter, rungAt } from '../clocks/rungs.ts';
import type { PortfolioItem } from './life.ts';

/** The book with a policy that need not be in it yet, nor like the one of its name that is. */
export function withDraft(book: PolicyBook, draft: Policy): PolicyBook {
  const isDraft = ({ id, version }: Pick<Policy, 'id' | 'version'>) =>
    id === draft.id && version === draft.version;
  return {
    current: book.current,
    has: (ref) => isDraft(ref) || book.has(ref),
    get: (ref) => (isDraft(ref) ? draft : book.get(ref)),
  };
}

/**
 * Periods begin where they began, pauses stay pauses, and what was given to this finding stays. What
 * has been told by `since` (epoch ms) is not told again. `policies` are those in force.
 */
export function underPolicy(
  { finding, clocks }: PortfolioItem,
  draft: Policy,
  since: number,
  { policies, calendar }: Pick<DecisionPorts, 'policies' | 'calendar'>,
): PortfolioItem {
  const { context } = finding.snapshot;
  const inForce: Timing = {
    policy: policies.get(finding.policy),
    class: context.class,
    calendar,
    now: since,
  };
  const rehearsed = { ...inForce, policy: draft };
  const turned = clocks.filter(isOpen).map((row) => turnedOver(row, context, inForce, rehearsed));
  const ended = clocks.filter((row) => !isOpen(row));
  const breaches = [
    ...context.breaches.filter(({ clockNo }) => !turned.some(({ row }) => row.no === clockNo)),
    ...turned
      .filter(({ breached }) => breached)
      .map(({ row: { kind, no, dueAt } }) => ({ clock: kind, clockNo: no, dueAt, lifted: false })),
  ];
  const { gates } = draft.classes[context.class];
  return {
    finding: {
      ...finding,
      policy: { id: draft.id, version: draft.version },
      snapshot: { ...finding.snapshot, context: { ...context, gates, breaches } },
    },
    clocks: [...ended, ...turned.map(({ row }) => row)].toSorted((a, b) => a.no - b.no),
  };
}

interface Turned {
  readonly row: ClockRow;
  /** Its date would have passed, and that would be on record. */
  readonly breached: boolean;
}

function turnedOver(
  row: ClockRow,
  context: FindingContext,
  inForce: Timing,
  rehearsed: Timing,
): Turned {
  const { policy, calendar, now: since } = rehearsed;
  const rule = ruleOf(rehearsed.policy, rehearsed.class, row.kind);
  const ofRule = isOfRule(row, ruleOf(inForce.policy, inForce.class, row.kind), context);
  const moved: ClockRow = {
    ...(ofRule ? recounted(row, rule, calendar) : row),
    ruleId: ofRule ? rule.id : row.ruleId,
    policy: { id: policy.id, version: policy.version },
    mode: rule.mode,
  };
  // What comes before the rung it waits for has been told, and so has what would have come by now.
  const awaitedAt = row.nextAt ?? rungAt(timetableOf(row, inForce), row.nextRung);
  const timetable = timetableOf(moved, rehearsed);
  const firstRung = firstAfter(timetable, 0, row.startedAt);
  const nextRung = firstAfter(timetable, firstRung, Math.min(since, awaitedAt) - 1);
  const nextAt = row.state === 'held' ? null : rungAt(timetable, nextRung);
  const isPast = nextRung > firstRung && rungAt(timetable, nextRung - 1) >= moved.dueAt;
  const breached = isPast && rule.mode === 'enforcing' && row.kind !== 'notice';
  return { row: { ...moved, nextRung, nextAt }, breached };
}

/** Days agreed on, extensions and remainders were given to this finding, not by its policy. */
function isOfRule(row: ClockRow, rule: ClockRule, { reportEvery }: FindingContext): boolean {
  const { days, unit } = rule.period;
  const isRules = row.ruleId === rule.id && row.days === days && row.unit === unit;
  return isRules && !(row.kind === 'report' && reportEvery !== null);
}

function recounted(row: ClockRow, { period, roll }: ClockRule, calendar: Calendar): ClockRow {
  const { days, unit } = period;
  if (row.days === days && row.unit === unit && row.roll === roll) return row;
  const count = { ...countOf(row), days, unit, roll };
  const heldSince = row.state === 'held' ? row.holds.at(-1)?.from : undefined;
  const remaining =
    heldSince === undefined ? row.remaining : remainingOn(heldSince, count, calendar);
  return { ...row, ...count, ...dueOf(count, calendar), remaining };
}

function isOpen({ state }: ClockRow): boolean {
  return state === 'running' || state === 'held';
}
