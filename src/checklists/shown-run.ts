/** Runs as people read them. */
import type { Actor } from '../../machines/actor.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import type { RunRecord } from '../store/checklist-runs.ts';
import { checklistNameOf } from './checklist.ts';
import type { PlannedRun } from './planned-run.ts';
import type { CheckedRun, ItemResult } from './run-schema.ts';

export interface ResultCounts {
  readonly met: number;
  readonly failed: number;
  readonly notApplicable: number;
}

/** The finding of an item. */
export interface ItemFinding {
  readonly no: number;
  readonly id: string;
  readonly number: string;
}

export interface ShownResult {
  readonly no: number;
  readonly text: string;
  readonly result: ItemResult['result'];
  readonly note: string | null;
  /** Why it cannot be put right at once. */
  readonly reason: string | null;
  /** Of an item that has failed: with its state now. */
  readonly finding: { readonly id: string; readonly number: string; readonly state: string } | null;
}

interface RunHead {
  /** `id@version`. */
  readonly checklist: string;
  readonly title: string;
  /** The round's code. */
  readonly round: string;
  readonly unit: string;
  readonly on: string;
  readonly counts: ResultCounts;
}

export interface ChecklistRun extends RunHead {
  readonly id: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly recordedBy: Actor;
  readonly opened: readonly ItemFinding[];
  /** What has failed again while its finding of an earlier run was still open. */
  readonly alreadyOpen: readonly ItemFinding[];
  readonly results: readonly ShownResult[];
}

/** What a run would open. */
export interface RunPreview extends RunHead {
  readonly toOpen: readonly {
    readonly no: number;
    readonly title: string;
    readonly class: string;
    readonly reason: string | null;
  }[];
  readonly alreadyOpen: readonly ItemFinding[];
}

export function shownRun(record: RunRecord, calendar: Pick<Calendar, 'print'>): ChecklistRun {
  const { id, checklist, round, unit, results, findings } = record;
  const texts = new Map(checklist.items.map(({ no, text }) => [no, text]));
  const findingOf = (findingId: string | null) => {
    const finding = findingId === null ? undefined : findings[findingId];
    return findingId === null || finding === undefined ? null : { id: findingId, ...finding };
  };
  const ofItems = (opened: boolean): ItemFinding[] =>
    results.flatMap((result) => {
      const finding = findingOf(result.findingId);
      if (finding === null || result.opened !== opened) return [];
      return [{ no: result.no, id: finding.id, number: finding.number }];
    });
  return {
    id,
    checklist: checklistNameOf(checklist),
    title: checklist.title,
    round,
    unit,
    on: record.held_on,
    recordedAt: calendar.print(record.recorded_at.getTime()),
    recordedBy: record.recorded_by,
    counts: countsOf(results),
    opened: ofItems(true),
    alreadyOpen: ofItems(false),
    results: results.map(({ no, result, note, reason, findingId }) => {
      return { no, text: texts.get(no) ?? '', result, note, reason, finding: findingOf(findingId) };
    }),
  };
}

export function shownPreview(run: CheckedRun, { toOpen, alreadyOpen }: PlannedRun): RunPreview {
  const { checklist, round, unit, on, results } = run;
  const reasons = new Map(results.map(({ no, reason }) => [no, reason]));
  return {
    checklist: checklistNameOf(checklist),
    title: checklist.title,
    round,
    unit,
    on,
    counts: countsOf(results),
    toOpen: toOpen.map(({ no, finding }) => {
      const { title, class: rectification = 'phased' } = finding;
      return { no, title, class: rectification, reason: reasons.get(no) ?? null };
    }),
    alreadyOpen: alreadyOpen.map(({ no, open: { id, number } }) => ({ no, id, number })),
  };
}

function countsOf(results: readonly Pick<ItemResult, 'result'>[]): ResultCounts {
  const count = (wanted: ItemResult['result']) =>
    results.filter(({ result }) => result === wanted).length;
  return {
    met: count('met'),
    failed: count('failed'),
    notApplicable: count('notApplicable'),
  };
}
