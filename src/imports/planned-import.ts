/** Everything a document would do to a round, decided on what is stored. Writes nothing. */
import type { Actor } from '../../machines/actor.ts';
import { findingToOpenSchema, type FindingToOpen } from '../engine/finding-to-open.ts';
import type { EnginePorts, FindingRow, FindingWrite, Loaded } from '../engine/ports.ts';
import { problemsOf } from '../engine/send.ts';
import type { LikenessViews } from '../likeness-views.ts';
import { roundBefore, type RoundBefore, type StoredRow } from '../store/import-rows.ts';
import type { Queryable } from '../store/pool.ts';
import { comparedRow, type Comparing, type RowCompared } from './compared-row.ts';
import type { NameBook } from './named-rows.ts';
import {
  namesAsked,
  notKept,
  outdatedAsked,
  readersQuestions,
  similarAsked,
  withoutRow,
} from './questions.ts';
import {
  countsOf,
  type ImportReview,
  type ReviewLists,
  type ReviewQuestion,
  type RowRef,
  type RowToOpen,
} from './review.ts';
import { findingOf } from './row-values.ts';
import { settledRows, type Incoming, type Settled, type SettledRow } from './settled-rows.ts';
import { sortedRows, type SortedRows } from './sorted-rows.ts';

/** What planning asks besides the ledger. */
export interface PlanningPorts {
  readonly similar: LikenessViews['similar'];
  readonly names: NameBook;
}

export interface PlannedImport {
  readonly before: RoundBefore;
  readonly settled: Settled;
  /** In the order of `review.toOpen`. */
  readonly toOpen: readonly SettledRow[];
  readonly writes: readonly FindingWrite[];
  /** Of every row but those to be opened. */
  readonly stored: readonly StoredRow[];
  readonly review: ImportReview;
}

/** `by`: who gives the commands that a change asks for. Throws `request_invalid`. */
export async function plannedImport(
  ports: EnginePorts & PlanningPorts,
  db: Queryable,
  incoming: Incoming,
  by: Actor,
): Promise<PlannedImport> {
  const before = await roundBefore(db, incoming.round);
  const settled = await settledRows(incoming, before, ports.names);
  const sorted = sortedRows(settled, before);
  const compared = await comparedRows(ports, sorted, {
    by: settled.isSame ? null : by,
    isOtherForm: settled.last !== null && settled.last.form !== incoming.document.document.form,
  });
  const toOpen = sorted.toOpen.map((row) => rowToOpen(row, incoming));
  const lists: ReviewLists = {
    toOpen,
    unchanged: compared.filter(({ row }) => row.fields.length === 0).map(({ row }) => row),
    changed: compared.filter(({ row }) => row.fields.length > 0).map(({ row }) => row),
    vanished: sorted.vanished.map((row) => absentRow(row, before)),
    skipped: sorted.skipped.map((each) =>
      Object.assign(rowRef(each), { outdated: each.corrected.skip === 'outdated' }),
    ),
    undecided: sorted.undecided.map(({ settled: row, maybe }) =>
      Object.assign(rowRef(row), { maybe }),
    ),
    questions: await questions(ports, incoming, settled, sorted, toOpen),
  };
  return {
    before,
    settled,
    toOpen: sorted.toOpen,
    writes: compared.flatMap(({ writes }) => writes),
    stored: [...compared.map(({ stored }) => stored), ...sorted.stored],
    review: { ...headOf(incoming, settled), counts: countsOf(lists), ...lists },
  };
}

function headOf({ round, file, sha256, document }: Incoming, { isSame, last, sameBytes }: Settled) {
  const known = last === null ? 'new' : 'later';
  return {
    round,
    file,
    sha256,
    form: document.document.form,
    status: isSame ? 'same' : known,
    before: (isSame ? sameBytes : last)?.id ?? null,
  } as const;
}

function rowRef({ row: { key, read } }: Pick<SettledRow, 'row'>): RowRef {
  return { row: key, no: read.no, title: read.title };
}

function absentRow({ key, read, findingId }: StoredRow, { findings }: RoundBefore) {
  const found = findings.find(({ id }) => id === findingId);
  const finding =
    found === undefined ? null : { id: found.id, number: found.number, state: found.state };
  return { row: key, no: read.no, title: read.title, finding };
}

function rowToOpen(settled: SettledRow, { round, policy }: Incoming): RowToOpen {
  const { origin } = settled.row.read.more;
  const finding: FindingToOpen = findingOf(settled.values, { round, policy, origin });
  const parsed = findingToOpenSchema.safeParse(finding);
  const problems = parsed.success ? [] : problemsOf(parsed.error);
  return { ...rowRef(settled), finding, opened: null, problems };
}

async function comparedRows(
  ports: EnginePorts,
  { toCompare }: SortedRows,
  comparing: Comparing,
): Promise<readonly RowCompared[]> {
  const loaded = await ports.ledger.loadMany(toCompare.map(({ findingId }) => findingId));
  const revision = Math.max(0, ...loaded.map(({ calendarRevision }) => calendarRevision));
  await ports.calendar.refresh(revision);
  const byId = new Map(loaded.flatMap((each) => (isThere(each) ? [[each.finding.id, each]] : [])));
  const compared: RowCompared[] = [];
  for (const { settled, findingId } of toCompare) {
    const found = byId.get(findingId);
    if (found !== undefined) compared.push(await comparedRow(ports, settled, found, comparing));
  }
  return compared;
}

function isThere(loaded: Loaded): loaded is Loaded & { readonly finding: FindingRow } {
  return loaded.finding !== null;
}

const similarMax = 3;

function about({ row }: SettledRow) {
  return { key: row.key, line: row.line, no: row.read.no };
}

async function questions(
  { similar }: PlanningPorts,
  { document }: Incoming,
  settled: Settled,
  sorted: SortedRows,
  toOpen: readonly RowToOpen[],
): Promise<readonly ReviewQuestion[]> {
  const { rows, correctedAbsent } = settled;
  const asked = sorted.toOpen.flatMap((row) => [
    ...notKept(about(row), row.row, row.values),
    ...(row.corrected.outdated.size > 0 ? [outdatedAsked(about(row))] : []),
  ]);
  const alike: ReviewQuestion[] = [];
  for (const [at, row] of sorted.toOpen.entries()) {
    if (toOpen[at]?.problems.length !== 0) continue;
    const { title, description } = row.values;
    const found = await similar({ title, description, limit: similarMax });
    if (found.length > 0) alike.push(similarAsked(about(row), found));
  }
  const doubts = rows.flatMap((row) =>
    row.named.doubts.map((doubt) => ({ about: about(row), doubt })),
  );
  return [
    ...readersQuestions(
      document,
      rows.map(({ row }) => row),
    ),
    ...namesAsked(doubts),
    ...asked,
    ...alike,
    ...correctedAbsent.map(withoutRow),
  ];
}
