/** Documents taken in, and their rows, as rows: added, never changed. */
import type { Actor } from '../../machines/actor.ts';
import type { InForce } from '../imports/corrections-in-force.ts';
import type { Base } from '../imports/differences.ts';
import type { RowAsRead } from '../imports/named-rows.ts';
import type { ImportReview } from '../imports/review.ts';
import type { IntakeDocument } from '../intake/index.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** One row of a document, as the last import of it left it. */
export interface StoredRow {
  readonly key: string;
  readonly state: 'kept' | 'skipped' | 'vanished';
  /** Null for a row that was left out. */
  readonly findingId: string | null;
  readonly read: RowAsRead;
  readonly base: Base | null;
}

/** An import, without what it read. */
export interface ImportHead {
  readonly id: string;
  readonly round: string;
  readonly no: number;
  /** The first import of the same document. */
  readonly documentId: string;
  readonly file: string | null;
  readonly sha256: string;
  readonly form: string;
  readonly title: string | null;
  readonly at: Date;
  readonly by: Actor;
}

export interface ImportBefore extends ImportHead {
  readonly corrections: readonly InForce[];
}

/** A finding of the round, whatever it was opened by. */
export interface RoundFinding {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: string;
}

/** What a round has taken in so far. */
export interface RoundBefore {
  /** In their order. */
  readonly imports: readonly ImportBefore[];
  /** Of the last import of each document, by `documentId`, in the order of the file. */
  readonly rows: ReadonlyMap<string, readonly StoredRow[]>;
  readonly findings: readonly RoundFinding[];
}

const headSql = `i.id, r.code as round, i.no, i.document_id as "documentId", i.file, i.sha256, i.form,
  i.document #>> '{document,title}' as title, i.at, i.by`;

export async function roundBefore(db: Queryable, round: string): Promise<RoundBefore> {
  const { rows: imports } = await db.query<ImportBefore>(
    `select ${headSql}, i.corrections
     from document_import i join round r on r.id = i.round_id where r.code = $1 order by i.no`,
    [round],
  );
  const { rows } = await db.query<StoredRow & { readonly documentId: string }>(
    `select last.document_id as "documentId", d.key, d.state, d.finding_id as "findingId", d.read, d.base
     from (
       select distinct on (i.document_id) i.document_id, i.id
       from document_import i join round r on r.id = i.round_id
       where r.code = $1 order by i.document_id, i.no desc
     ) last
     join document_row d on d.import_id = last.id
     order by last.document_id, d.place`,
    [round],
  );
  const { rows: findings } = await db.query<RoundFinding>(
    `select f.id, f.number, f.title, f.state
     from finding f join round r on r.id = f.round_id where r.code = $1 order by f.number`,
    [round],
  );
  const byDocument = new Map<string, StoredRow[]>();
  for (const { documentId, ...row } of rows) {
    const of = byDocument.get(documentId);
    if (of === undefined) byDocument.set(documentId, [row]);
    else of.push(row);
  }
  return { imports, rows: byDocument, findings };
}

export interface ImportToStore {
  readonly id: string;
  readonly roundId: string;
  readonly no: number;
  readonly documentId: string;
  readonly file: string | null;
  readonly sha256: string;
  readonly document: IntakeDocument;
  readonly corrections: readonly InForce[];
  /** The round has taken in the same bytes before, with other corrections. */
  readonly recorrected: boolean;
  readonly review: ImportReview;
  /** Engine time, epoch ms. */
  readonly at: number;
  readonly by: Actor;
  readonly rows: readonly StoredRow[];
}

/**
 * Within the transaction of what it opens. Throws what the constraint `document_import_no` or the index
 * `document_import_once` says to whoever is second.
 */
export async function addImport(db: Queryable, given: ImportToStore): Promise<void> {
  const { document, rows } = given;
  await db.query(
    `insert into document_import (id, round_id, no, document_id, file, sha256, form, document, corrections,
       recorrected, review, at, by)
     values ($1::uuid, $2::uuid, $3::int, $4::uuid, $5, $6, $7, $8::jsonb, $9::jsonb, $10::boolean, $11::jsonb,
       $12::timestamptz, $13::jsonb)`,
    [
      given.id,
      given.roundId,
      given.no,
      given.documentId,
      given.file,
      given.sha256,
      document.document.form,
      JSON.stringify(document),
      JSON.stringify(given.corrections),
      given.recorrected,
      JSON.stringify(given.review),
      instant(given.at),
      JSON.stringify(given.by),
    ],
  );
  await db.query(
    `insert into document_row (import_id, place, key, state, finding_id, read, base)
     select $1::uuid, (place - 1)::int, row ->> 'key', row ->> 'state', (row ->> 'findingId')::uuid,
       row -> 'read', row -> 'base'
     from jsonb_array_elements($2::jsonb) with ordinality as given (row, place)`,
    [given.id, JSON.stringify(rows)],
  );
}

/** An import with all that is kept of it. */
export interface ImportRecord extends ImportBefore {
  readonly document: IntakeDocument;
  readonly review: ImportReview;
  readonly rows: readonly (Pick<StoredRow, 'key' | 'state'> & {
    readonly no: string;
    readonly title: string;
    /** As it stands now. */
    readonly finding: {
      readonly id: string;
      readonly number: string;
      readonly state: string;
    } | null;
  })[];
}

/** Null where there is none of that id. */
export async function importOf(db: Queryable, id: string): Promise<ImportRecord | null> {
  const { rows } = await db.query<ImportRecord>(
    `select ${headSql}, i.corrections, i.document, i.review,
       (select coalesce(jsonb_agg(jsonb_build_object('key', d.key, 'state', d.state,
           'no', d.read ->> 'no', 'title', d.read ->> 'title',
           'finding', case when f.id is not null then
             jsonb_build_object('id', f.id, 'number', f.number, 'state', f.state) end) order by d.place), '[]')
        from document_row d left join finding f on f.id = d.finding_id where d.import_id = i.id) as rows
     from document_import i join round r on r.id = i.round_id where i.id = $1::uuid`,
    [id],
  );
  return rows[0] ?? null;
}

export interface ImportFilter {
  readonly round?: string | undefined;
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** In the order they were taken in. */
export async function listImports(
  db: Queryable,
  { round, after, limit }: ImportFilter,
): Promise<readonly ImportHead[]> {
  const { rows } = await db.query<ImportHead>(
    `select ${headSql} from document_import i join round r on r.id = i.round_id
     where ($1::text is null or r.code = $1) and ($2::uuid is null or i.id > $2::uuid)
     order by i.id limit $3::int`,
    [round ?? null, after ?? null, limit],
  );
  return rows;
}
