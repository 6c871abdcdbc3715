/** Reads what the signals of a finding are made from: its events, and by index where others have the same. */
import type { FindingSnapshot } from '../../machines/step.ts';
import type { LedgerEvent } from '../engine/ports.ts';
import { deedBands, deedPieces } from '../likeness/deeds.ts';
import type { Deed, DeedsElsewhere, FileElsewhere } from '../signals/facts.ts';
import type { Queryable } from './pool.ts';

/** The finding itself, as it stands. */
export interface SignalFinding {
  readonly id: string;
  readonly number: string;
  readonly unit: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly openedAt: Date;
  readonly snapshot: FindingSnapshot;
}

export interface SignalEventRow {
  readonly seq: number;
  readonly at: Date;
  readonly event: LedgerEvent;
}

/** Null where there is no such finding. */
export async function signalFinding(db: Queryable, id: string): Promise<SignalFinding | null> {
  const { rows } = await db.query<SignalFinding>(
    `/* signal_finding */
     select id, number, responsible_unit as unit, title, description, opened_at as "openedAt", snapshot
     from finding where id = $1::uuid`,
    [id],
  );
  return rows[0] ?? null;
}

/** What was said and shown, oldest first. */
export async function signalEvents(db: Queryable, id: string): Promise<readonly SignalEventRow[]> {
  const { rows } = await db.query<SignalEventRow>(
    `/* signal_events */
     select seq, at, event from event
     where subject_id = $1::uuid and event ->> 'type' in ('SET_MEASURES', 'ADVANCE_MEASURE',
       'ATTACH_EVIDENCE', 'REPORT_PROGRESS', 'SUBMIT', 'RETURN', 'REOPEN',
       'RECORD_RECHECK')
     order by seq`,
    [id],
  );
  return rows;
}

/** Measures as they stand, and what was reported and noted. */
export function deedsOf(
  { snapshot }: Pick<SignalFinding, 'snapshot'>,
  events: readonly Pick<SignalEventRow, 'seq' | 'event'>[],
): readonly Deed[] {
  const measures = snapshot.context.measures.map(({ no, text }) => ({
    measureNo: no,
    seq: null,
    text,
  }));
  const said = events.flatMap(({ seq, event }) => {
    const text =
      event.type === 'REPORT_PROGRESS'
        ? event.text
        : event.type === 'SUBMIT'
          ? event.note
          : undefined;
    return text === undefined ? [] : [{ measureNo: null, seq, text }];
  });
  return [...measures, ...said];
}

/** Of each file at most so many other findings, the latest. */
const perFile = 21;

/** Other findings to which files of these hashes are or were attached. */
export async function filesElsewhere(
  db: Queryable,
  findingId: string,
  hashes: readonly string[],
): Promise<readonly FileElsewhere[]> {
  if (hashes.length === 0) return [];
  const { rows } = await db.query<FileElsewhere>(
    `/* files_elsewhere */
     select wanted.sha256, f.id as "findingId", f.number, f.responsible_unit as unit
     from unnest($1::text[]) as wanted (sha256)
     cross join lateral (
       select distinct e.subject_id from event e
       where e.event ->> 'type' = 'ATTACH_EVIDENCE'
         and e.event #>> '{evidence,sha256}' = wanted.sha256 and e.subject_id <> $2::uuid
       order by e.subject_id desc limit ${perFile}
     ) used
     join finding f on f.id = used.subject_id
     order by f.id desc`,
    [[...new Set(hashes)], findingId],
  );
  return rows;
}

const perBand = 50;
/** So many findings share most with it; these are compared. */
const comparedMax = 100;

const deedsElsewhereSql = `
/* deeds_elsewhere */
select f.id, f.number, f.responsible_unit as unit, f.snapshot,
  (select coalesce(jsonb_agg(jsonb_build_object('seq', e.seq, 'event', e.event) order by e.seq), '[]')
    from event e where e.subject_id = f.id
      and e.event ->> 'type' in ('REPORT_PROGRESS', 'SUBMIT')) as events
from (
  select met.finding_id, count(*) as bands from unnest($1::int[]) as wanted (band)
  cross join lateral (
    select b.finding_id from finding_band b where b.band = wanted.band
    order by b.finding_id desc limit ${perBand}
  ) met
  where met.finding_id <> $2::uuid
  group by met.finding_id order by bands desc, met.finding_id desc limit ${comparedMax}
) candidate
join finding f on f.id = candidate.finding_id
order by f.id desc`;

type ElsewhereRow = Pick<SignalFinding, 'id' | 'number' | 'unit' | 'snapshot'> & {
  readonly events: readonly Pick<SignalEventRow, 'seq' | 'event'>[];
};

/** Other findings with texts that may be like these, the latest first. */
export async function deedsElsewhere(
  db: Queryable,
  findingId: string,
  deeds: readonly Deed[],
): Promise<readonly DeedsElsewhere[]> {
  const bands = new Set(deeds.flatMap(({ text }) => deedBands(deedPieces(text))));
  if (bands.size === 0) return [];
  const { rows } = await db.query<ElsewhereRow>(deedsElsewhereSql, [[...bands], findingId]);
  return rows.map((row) => ({
    findingId: row.id,
    number: row.number,
    unit: row.unit,
    deeds: deedsOf(row, row.events),
  }));
}
