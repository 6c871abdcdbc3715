/** Writes what a document comes to: the round, the findings, the changes and the import, together or not at all. */
import type { Actor } from '../../machines/actor.ts';
import { textSchema } from '../../machines/words.ts';
import { presentOf } from '../engine/now.ts';
import { openAll } from '../engine/open.ts';
import type { EnginePorts, FindingOpening } from '../engine/ports.ts';
import { ensureRound } from '../engine/rounds.ts';
import { roundTitleOf } from '../intake/index.ts';
import { addImport, type StoredRow } from '../store/import-rows.ts';
import type { Pool } from '../store/pool.ts';
import { overtaken, stagedLedger } from '../store/staged-ledger.ts';
import { isTaken } from '../store/taken.ts';
import { keepMappings } from './mappings.ts';
import { importerOf } from './incoming.ts';
import type { PlannedImport } from './planned-import.ts';
import type { ComparedRow, ImportReview } from './review.ts';
import { liveValues } from './row-values.ts';
import type { Incoming } from './settled-rows.ts';

interface ToRecord {
  readonly incoming: Incoming;
  readonly plan: PlannedImport;
  /** Who takes it in. */
  readonly by: Actor;
}

/** Null when something that was decided on has moved on meanwhile, or another import was first. */
export async function recordedOnce(
  ports: EnginePorts,
  store: Pool,
  { incoming, plan, by }: ToRecord,
): Promise<{ readonly id: string; readonly review: ImportReview } | null> {
  const { before, settled, stored } = plan;
  const { document, file, sha256 } = incoming;
  const importer = importerOf(incoming);
  const { now: at } = await presentOf(ports);
  const id = ports.newId();
  const done = { review: plan.review, roundId: '' };
  const ledger = stagedLedger(store, ports.ledger, async (db, within, opened) => {
    for (const write of plan.writes) if (!(await within.save(write))) throw overtaken;
    done.review = reviewDone(plan.review, opened);
    await addImport(db, {
      id,
      roundId: done.roundId,
      no: (before.imports.at(-1)?.no ?? 0) + 1,
      documentId: settled.last?.documentId ?? id,
      file,
      sha256,
      document,
      corrections: settled.inForce,
      recorrected: settled.sameBytes !== null,
      review: done.review,
      at,
      by,
      rows: [...openedRows(plan, opened), ...stored],
    });
    await keepMappings(db, incoming.mapping, { by, at });
  });
  try {
    const staged = { ...ports, ledger };
    const round = await ensureRound(staged, incoming.round, importer, titleOf(incoming));
    done.roundId = round.id;
    const toOpen = plan.review.toOpen.map(({ finding }) => finding);
    await openAll(staged, toOpen, importer);
    return { id, review: done.review };
  } catch (error) {
    if (isOvertaken(error)) return null;
    throw error;
  }
}

function isOvertaken(error: unknown): boolean {
  const constraints = ['document_import_no', 'document_import_once'];
  return error === overtaken || constraints.some((constraint) => isTaken(error, constraint));
}

/** Whoever inspected gave the round its name; else the document does, or its code. */
function titleOf({ document, round }: Incoming): string {
  return textSchema.safeParse(roundTitleOf(document)).data ?? round;
}

function openedRows(
  { toOpen }: PlannedImport,
  opened: readonly FindingOpening[],
): readonly StoredRow[] {
  return toOpen.flatMap(({ row, named, values }, at): StoredRow[] => {
    const opening = opened[at];
    if (opening === undefined) return [];
    const { findingId, details, snapshot } = opening;
    const base = { file: values, live: liveValues({ ...details, snapshot }), never: [] };
    return [{ key: row.key, state: 'kept', findingId, read: named.read, base }];
  });
}

function reviewDone(review: ImportReview, opened: readonly FindingOpening[]): ImportReview {
  const toOpen = review.toOpen.map((row, at) => {
    const opening = opened[at];
    if (opening === undefined) return row;
    return { ...row, opened: { id: opening.findingId, number: opening.details.number } };
  });
  return { ...review, toOpen, changed: review.changed.map(written) };
}

function written(row: ComparedRow): ComparedRow {
  const fields = row.fields.map((field) =>
    field.action === 'write' ? { ...field, action: 'written' as const } : field,
  );
  return { ...row, fields };
}
