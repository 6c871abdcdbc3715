/** Rows as people read them, with one way of printing instants. */
import type { FindingContext } from '../../machines/finding-context.ts';
import { allowedCommands, type FindingSnapshot } from '../../machines/step.ts';
import { progressOf, type TargetProgress } from '../../machines/target-progress.ts';
import type { Target } from '../../machines/target.ts';
import type { Slot } from '../../machines/words.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import {
  decisionsOf,
  executionDates,
  gradedOf,
  type DecisionShape,
  type ExecutionDates,
  type GradedShape,
} from './decision-shapes.ts';

export interface FindingSummary extends GradedShape {
  readonly id: string;
  readonly number: string;
  readonly round: string;
  readonly aspect: { readonly no: number; readonly title: string | null };
  readonly sourceNo: string | null;
  readonly title: string;
  readonly class: FindingContext['class'];
  readonly responsibleUnit: string | null;
  readonly state: string;
  readonly stage: string;
  readonly hold: string;
  readonly version: number;
  /** The earliest an enforcing clock is due, ISO 8601; of the others where none runs; null where nothing does. */
  readonly dueAt: string | null;
  /** That instant was counted past the calendar's horizon, and may still move. */
  readonly dueProvisional: boolean;
  /** An enforcing clock is running past its due instant now. */
  readonly overdue: boolean;
  /** A milestone or the date of a target has passed without being reached. */
  readonly behindSchedule: boolean;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

export interface ClockView {
  readonly no: number;
  readonly kind: string;
  readonly rule: string;
  readonly policy: string;
  readonly mode: string;
  /** The clock it carries on, or took the place of. */
  readonly follows: number | null;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly provisional: boolean;
  /** The version of the calendar that counted `dueAt`. */
  readonly calendar: string;
  readonly days: number;
  readonly unit: string;
  readonly state: string;
  /** Days of the unit left when it was last held or ended. */
  readonly remaining: number | null;
  /** When it speaks next. */
  readonly nextAt: string | null;
  /** That day lies past what the calendar vouches for, or is counted from a date that may still move. */
  readonly nextProvisional: boolean;
}

/** A target beside what its observations say of it. */
export type TargetView = Target & { readonly progress: TargetProgress };

/** An enforcing clock's date that passed, as it was when it passed. */
export type BreachView = Omit<FindingContext['breaches'][number], 'dueAt'> & {
  readonly dueAt: string;
};

export interface FindingView extends FindingSummary, DecisionShape {
  readonly execution: ExecutionDates | null;
  readonly description: string | null;
  readonly slots: FindingContext['slots'];
  readonly measures: FindingContext['measures'];
  readonly evidence: FindingContext['evidence'];
  readonly targets: readonly TargetView[];
  readonly observations: FindingContext['observations'];
  readonly cycle: number;
  readonly returns: number;
  readonly disposition: string | null;
  readonly sustained: boolean;
  readonly breaches: readonly BreachView[];
  readonly extensions: FindingContext['extensions'];
  readonly clocks: readonly ClockView[];
  /** The commands it could take now, given by the right person. */
  readonly allowed: readonly string[];
}

export interface NoticeView {
  readonly id: string;
  readonly findingNumber: string;
  readonly template: string;
  readonly slot: Slot;
  readonly personName: string | null;
  /** The name of the person who has delegated to that one; null where it was theirs to get. */
  readonly inPlaceOf: string | null;
  readonly rungs: readonly string[];
  readonly state: string;
  readonly outcome: string | null;
  readonly owedAt: string;
  readonly settledAt: string | null;
}

/** Each target beside what was measured of it in this cycle. */
function targetViews(
  { snapshot, opened_at, closed_at }: SummaryRecord,
  now: number,
  calendar: Pick<Calendar, 'dayOf'>,
): TargetView[] {
  const { targets, observations, cycle } = snapshot.context;
  const measured = observations.filter((each) => each.cycle === cycle);
  // What was not reached by the time a finding left the ledger is history, not delay.
  const asOf = calendar.dayOf(closed_at === null ? now : closed_at.getTime());
  const startOn = calendar.dayOf(opened_at.getTime());
  return targets.map((target) =>
    Object.assign({}, target, { progress: progressOf(target, measured, asOf, startOn) }),
  );
}

/** The shapes at `now` (epoch ms), every instant printed and every day counted by the calendar. */
export function viewsAt(now: number, calendar: Pick<Calendar, 'print' | 'dayOf' | 'horizon'>) {
  const print = (at: Date) => calendar.print(at.getTime());
  const maybe = (at: Date | null) => (at === null ? null : print(at));
  const targetsOf = (row: SummaryRecord) => targetViews(row, now, calendar);
  const summary = (row: SummaryRecord): FindingSummary => ({
    id: row.id,
    number: row.number,
    round: row.round_code,
    aspect: { no: row.aspect_no, title: row.aspect_title },
    sourceNo: row.source_no,
    title: row.title,
    class: row.class,
    ...gradedOf(row.snapshot.context),
    responsibleUnit: row.responsible_unit,
    state: row.state,
    stage: row.stage,
    hold: row.hold,
    version: row.version,
    dueAt: maybe(row.due_at),
    dueProvisional: row.due_provisional,
    overdue: row.overdue,
    behindSchedule: targetsOf(row).some(({ progress }) => progress.behind),
    openedAt: print(row.opened_at),
    updatedAt: print(row.updated_at),
    closedAt: maybe(row.closed_at),
  });
  const finding = (row: SummaryRecord, clocks: readonly ClockRecord[]): FindingView => {
    const { context } = row.snapshot;
    const clockViews = clocks.map((clock) => clockView(clock, calendar));
    return {
      ...summary(row),
      ...decisionsOf(context),
      execution: executionDates(clockViews, context),
      description: row.description,
      slots: context.slots,
      measures: context.measures,
      evidence: context.evidence,
      targets: targetsOf(row),
      observations: context.observations,
      cycle: context.cycle,
      returns: context.returns,
      disposition: context.disposition,
      sustained: context.sustained,
      breaches: context.breaches.map((breach) => ({
        ...breach,
        dueAt: calendar.print(breach.dueAt),
      })),
      extensions: context.extensions,
      clocks: clockViews,
      allowed: allowedCommands(row.machine_version, row.snapshot),
    };
  };
  return { summary, finding };
}

function clockView(
  row: ClockRecord,
  { print, dayOf, horizon }: Pick<Calendar, 'print' | 'dayOf' | 'horizon'>,
): ClockView {
  const printed = (at: Date) => print(at.getTime());
  const next = row.next_at?.getTime() ?? null;
  return {
    no: row.no,
    kind: row.kind,
    rule: row.rule_id,
    policy: `${row.policy_id}@${row.policy_version}`,
    mode: row.mode,
    follows: row.follows,
    startedAt: printed(row.started_at),
    dueAt: printed(row.due_at),
    provisional: row.provisional,
    calendar: row.calendar,
    days: row.days,
    unit: row.unit,
    state: row.state,
    remaining: row.remaining,
    nextAt: next === null ? null : print(next),
    nextProvisional: next !== null && (row.provisional || dayOf(next) > horizon),
  };
}

export function noticeView(row: NoticeRecord, calendar: Pick<Calendar, 'print'>): NoticeView {
  const print = (at: Date) => calendar.print(at.getTime());
  return {
    id: row.id,
    findingNumber: row.number,
    template: row.template,
    slot: row.slot,
    personName: row.person_name,
    inPlaceOf: row.away_name,
    rungs: row.rungs,
    state: row.state,
    outcome: row.outcome,
    owedAt: print(row.owed_at),
    settledAt: row.settled_at === null ? null : print(row.settled_at),
  };
}

export interface SummaryRecord {
  readonly id: string;
  readonly number: string;
  readonly round_code: string;
  readonly aspect_no: number;
  readonly aspect_title: string | null;
  readonly source_no: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly class: FindingContext['class'];
  readonly responsible_unit: string | null;
  readonly machine_version: number;
  readonly version: number;
  readonly state: string;
  readonly stage: string;
  readonly hold: string;
  readonly snapshot: FindingSnapshot;
  readonly due_at: Date | null;
  readonly due_provisional: boolean;
  readonly overdue: boolean;
  readonly opened_at: Date;
  readonly updated_at: Date;
  readonly closed_at: Date | null;
}

export interface ClockRecord {
  readonly no: number;
  readonly kind: string;
  readonly rule_id: string;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly mode: string;
  readonly follows: number | null;
  readonly started_at: Date;
  readonly due_at: Date;
  readonly provisional: boolean;
  readonly calendar: string;
  readonly days: number;
  readonly unit: string;
  readonly state: string;
  readonly remaining: number | null;
  readonly next_at: Date | null;
}

export interface NoticeRecord {
  readonly id: string;
  readonly number: string;
  readonly template: string;
  readonly slot: Slot;
  readonly person_name: string | null;
  readonly away_name: string | null;
  readonly rungs: string[];
  readonly state: string;
  readonly outcome: string | null;
  readonly owed_at: Date;
  readonly settled_at: Date | null;
}
