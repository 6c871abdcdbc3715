/** The wording of notices as rows: added, never changed; the latest of a template counts. */
import type { Actor } from '../../machines/actor.ts';
import type { Queryable } from './pool.ts';
import { instant, msOf } from './sql-time.ts';

export interface StoredWording {
  readonly template: string;
  /** From 1, one more with each change. */
  readonly version: number;
  /** As stored; null where the change was withdrawn. */
  readonly text: unknown;
  readonly note: string | null;
  /** Engine time, epoch ms. */
  readonly changedAt: number;
  readonly changedBy: Actor;
}

/** How many changes there were. Grows with every change, whatever its template: rows are only added. */
export const wordingRevisionSql = '(select count(*)::int from wording)';

export async function wordingRevision(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ readonly revision: number }>(
    `/* wording_revision */ select ${wordingRevisionSql} as revision`,
  );
  return rows[0]?.revision ?? 0;
}

/** The latest of each template that was ever changed. */
export async function readWordings(db: Queryable): Promise<readonly StoredWording[]> {
  const { rows } = await db.query<WordingRecord>(
    `select distinct on (template) template, version, text, note, changed_at, changed_by
     from wording order by template, version desc`,
  );
  return rows.map(({ template, version, text, note, changed_at, changed_by }) => {
    return { template, version, text, note, changedAt: msOf(changed_at), changedBy: changed_by };
  });
}

export interface WordingToAdd {
  readonly template: string;
  /** Null withdraws what is in use. */
  readonly text: object | null;
  readonly note: string | null;
  /** Engine time, epoch ms. */
  readonly at: number;
  readonly by: Actor;
}

// Of two who add the same version one writes nothing, and looks again.
const addSql = `
insert into wording (template, version, text, note, changed_at, changed_by, withdrawn)
select $1, coalesce(max(version), 0) + 1, $2::jsonb, $3, $4::timestamptz, $5::jsonb, $2::jsonb is null
from wording where template = $1
having $2::jsonb is not null or (array_agg(text order by version desc))[1] is not null
on conflict (template, version) do nothing`;

/** Adds the next version. Where there is nothing to withdraw, nothing is written. */
export async function addWording(
  db: Queryable,
  { template, text, note, at, by }: WordingToAdd,
): Promise<void> {
  const json = text === null ? null : JSON.stringify(text);
  const values = [template, json, note, instant(at), JSON.stringify(by)];
  // Whoever is overtaken comes after: each turn somebody has written.
  for (;;) {
    const { rowCount } = await db.query(addSql, values);
    if (rowCount === 1 || (text === null && !(await isChanged(db, template)))) return;
  }
}

async function isChanged(db: Queryable, template: string): Promise<boolean> {
  const { rows } = await db.query<{ readonly withdrawn: boolean }>(
    'select withdrawn from wording where template = $1 order by version desc limit 1',
    [template],
  );
  return rows[0]?.withdrawn === false;
}

interface WordingRecord extends Pick<StoredWording, 'template' | 'version' | 'text' | 'note'> {
  readonly changed_at: Date;
  readonly changed_by: Actor;
}
