/** Finds findings whose words are like others', in a time that does not grow with the ledger. */
import { piecesOf, problemBands, similarity, type Problem } from '../likeness/problems.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** Among which findings to look. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'round'; readonly code: string }
  /** Those of a unit that were closed by then (epoch ms). */
  | { readonly kind: 'closedOf'; readonly unit: string; readonly by: number };

/** A finding like the one asked about. */
export interface SimilarRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly description: string | null;
  readonly round: string;
  readonly unit: string | null;
  readonly state: string;
  readonly disposition: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

export interface Similar extends SimilarRow {
  /** 0 to 1, in thousandths. */
  readonly likeness: number;
}

/** Whatever many findings share is looked for among so many of the latest only. */
const perBand = 1_000;
const scopeMax = 5_000;
/** So many share most with it; these are compared. */
const comparedMax = 256;

// By what is asked for: ids grow with time, so that the end of a band is its latest.
const metInAll = `
select met.finding_id from unnest($1::int[]) as wanted (band)
cross join lateral (
  select b.finding_id from finding_band b where b.band = wanted.band
  order by b.finding_id desc limit ${perBand}
) met`;

function metWithin(scope: string): string {
  return `
select b.finding_id from (${scope} limit ${scopeMax}) scope
join finding_band b on b.finding_id = scope.id and b.band = any($1::int[])`;
}

const metInRound = metWithin(`
  select f.id from finding f join round r on r.id = f.round_id where r.code = $3 order by f.id desc`);

const metClosed = metWithin(`
  select f.id from finding f where f.responsible_unit = $3 and f.closed_at <= $4::timestamptz
  order by f.closed_at desc`);

function similarSql(met: string): string {
  return `
select f.id, f.number, f.title, f.description, r.code as round, f.responsible_unit as unit, f.state,
  f.snapshot #>> '{context,disposition}' as disposition, f.opened_at as "openedAt",
  f.closed_at as "closedAt"
from (
  select finding_id from (${met}) met
  where $2::uuid is null or finding_id <> $2::uuid
  group by finding_id order by count(*) desc, finding_id desc limit ${comparedMax}
) candidate
join finding f on f.id = candidate.finding_id
join round r on r.id = f.round_id`;
}

const similarInAllSql = `\n/* findings_similar */${similarSql(metInAll)}`;
const similarInRoundSql = `\n/* findings_similar_in_round */${similarSql(metInRound)}`;
const similarClosedSql = `\n/* findings_similar_closed */${similarSql(metClosed)}`;

/** The most alike first, of those equally alike the latest. `except` is the finding asked about. */
export async function similarFindings(
  db: Queryable,
  problem: Problem,
  scope: Scope,
  except: string | null,
): Promise<readonly Similar[]> {
  const pieces = piecesOf(problem);
  const rows = await candidates(db, problemBands(pieces), scope, except);
  return rows
    .flatMap((row) => {
      const likeness = similarity(pieces, piecesOf(row));
      return likeness === null ? [] : [{ ...row, likeness: Math.round(likeness * 1_000) / 1_000 }];
    })
    .toSorted(
      (a, b) =>
        b.likeness - a.likeness ||
        b.openedAt.getTime() - a.openedAt.getTime() ||
        (a.number < b.number ? 1 : -1),
    );
}

async function candidates(
  db: Queryable,
  bands: readonly number[],
  scope: Scope,
  except: string | null,
): Promise<readonly SimilarRow[]> {
  const params = [bands, except];
  switch (scope.kind) {
    case 'all':
      return (await db.query<SimilarRow>(similarInAllSql, params)).rows;
    case 'round':
      return (await db.query<SimilarRow>(similarInRoundSql, [...params, scope.code])).rows;
    case 'closedOf': {
      const closed = [...params, scope.unit, instant(scope.by)];
      return (await db.query<SimilarRow>(similarClosedSql, closed)).rows;
    }
  }
}
