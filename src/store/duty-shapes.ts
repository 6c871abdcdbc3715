/** Duties as people read them, with one way of printing instants. */
import type { Actor } from '../../machines/actor.ts';
import { allowedDutyCommands } from '../../machines/duty.ts';
import type { OpenTask } from '../../machines/duty-context.ts';
import type { TaskSlot } from '../../machines/duty-events.ts';
import type { DutyLedgerEvent, DutyRow, DutyTaskRow } from '../engine/duties/ports.ts';
import type { DutyStanding } from '../engine/duties/standing.ts';

export interface DutySummary {
  readonly id: string;
  readonly number: string;
  readonly round: string;
  /** The finding whose result it keeps up: its id and its number. */
  readonly finding: { readonly id: string; readonly number: string } | null;
  readonly kind: DutyRow['kind'];
  readonly title: string;
  readonly to: readonly string[];
  readonly rule: DutyRow['context']['rule'];
  readonly state: DutyRow['state'];
  readonly version: number;
  /** Tasks whose time has come and that are not settled, and how many of them are overdue, as of now. */
  readonly openTasks: number;
  readonly overdueTasks: number;
  /** The task that comes next, or null when none will. */
  readonly next: { readonly slot: string; readonly at: string } | null;
  /** None comes next because no term ahead has been entered. */
  readonly waitsForTerms: boolean;
  readonly openedAt: string;
  readonly updatedAt: string;
}

export interface DutyTaskView {
  readonly slot: string;
  /** The day the rhythm names; the calendar may have moved `at` to another. */
  readonly day: string;
  readonly at: string;
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly state: DutyTaskRow['state'];
  /** Open, and past its due instant now. */
  readonly overdue: boolean;
  /** Settled, and past its due instant when it was. */
  readonly late: boolean;
  /** Null while its time has come but nobody was there to raise it. */
  readonly raisedAt: string | null;
  readonly settledAt: string | null;
  readonly settledBy: Actor | null;
  /** What was said when it was settled: a note, or the reason for waiving it. */
  readonly note: string | null;
  readonly issuesFound: number | null;
}

export interface DutyView extends DutySummary {
  readonly description: string | null;
  readonly doneTasks: number;
  readonly waivedTasks: number;
  /** All open ones, and the last 200 that are settled, in the order of their days. */
  readonly tasks: readonly DutyTaskView[];
  /** The commands it could take now, given by the right person. */
  readonly allowed: readonly string[];
}

/** A task as it is to be shown, with the event that settled it. */
export interface ShownTask extends TaskSlot {
  readonly state: DutyTaskRow['state'];
  readonly raisedAt: number | null;
  readonly settledAt: number | null;
  readonly by: Actor | null;
  readonly event: DutyLedgerEvent | null;
}

type Print = (at: number) => string;

export function dutySummary(
  duty: DutyRow,
  finding: DutySummary['finding'],
  { open, overdue, next, waitsForTerms }: DutyStanding,
  print: Print,
): DutySummary {
  const { context } = duty;
  return {
    id: duty.id,
    number: duty.number,
    round: duty.roundCode,
    finding,
    kind: duty.kind,
    title: duty.title,
    to: context.to,
    rule: context.rule,
    state: duty.state,
    version: duty.version,
    openTasks: open.length,
    overdueTasks: overdue,
    next: next === null ? null : { slot: next.slot, at: print(next.at) },
    waitsForTerms,
    openedAt: print(duty.openedAt),
    updatedAt: print(duty.updatedAt),
  };
}

export function dutyView(
  duty: DutyRow,
  summary: DutySummary,
  { open, unraised }: DutyStanding,
  stored: readonly ShownTask[],
  { now, print }: { readonly now: number; readonly print: Print },
): DutyView {
  const { context, state } = duty;
  const pending = open.filter(({ slot }) => unraised.has(slot)).map(notYetRaised);
  return {
    ...summary,
    description: duty.description,
    doneTasks: context.done,
    waivedTasks: context.waived,
    tasks: [...stored, ...pending].map((task) => taskView(task, now, print)),
    // A command raises what has come before it is taken.
    allowed: allowedDutyCommands({ state, context: { ...context, open } }),
  };
}

function notYetRaised(task: OpenTask): ShownTask {
  return { ...task, state: 'open', raisedAt: null, settledAt: null, by: null, event: null };
}

function taskView(task: ShownTask, now: number, print: Print): DutyTaskView {
  const { slot, day, at, dueAt, provisional, state, raisedAt, settledAt, by, event } = task;
  return {
    slot,
    day,
    at: print(at),
    dueAt: print(dueAt),
    provisional,
    state,
    overdue: settledAt === null && dueAt <= now,
    late: settledAt !== null && dueAt < settledAt,
    raisedAt: raisedAt === null ? null : print(raisedAt),
    settledAt: settledAt === null ? null : print(settledAt),
    settledBy: by,
    note: noteIn(event),
    issuesFound: event?.type === 'TASK_DONE' ? (event.issuesFound ?? null) : null,
  };
}

function noteIn(event: DutyLedgerEvent | null): string | null {
  if (event?.type === 'TASK_DONE') return event.note ?? null;
  return event?.type === 'TASK_WAIVED' ? event.reason : null;
}
