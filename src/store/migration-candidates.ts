/** Which findings a change of rules would concern, and which one has moved. */
import type { MigrationCandidates } from '../engine/migrate-rules.ts';
import type { Queryable } from './pool.ts';

export function migrationCandidates(db: Queryable): MigrationCandidates {
  return {
    async heldToOthers({ id, version }, round) {
      const { rows } = await db.query<{ id: string }>(
        `select f.id from finding f join round r on r.id = f.round_id
         where f.policy_id = $1 and f.policy_version <> $2::int and f.state <> 'closed'
           and ($3::text is null or r.code = $3)
         order by f.number`,
        [id, version, round],
      );
      return rows.map((row) => row.id);
    },
    async movedIn(batch) {
      const { rows } = await db.query<MovedRecord>(
        `select f.id, coalesce(before.event -> 'policy', opened.event -> 'policy') as "from"
         from finding f
         join event opened on opened.subject_id = f.id and opened.seq = 1
         join lateral (
           select e.seq, e.event ->> 'batch' as batch from event e
           where e.subject_id = f.id and e.event ->> 'type' = 'MIGRATE'
           order by e.seq desc limit 1) last on last.batch = $1
         left join lateral (
           select e.event from event e
           where e.subject_id = f.id and e.event ->> 'type' = 'MIGRATE' and e.seq < last.seq
           order by e.seq desc limit 1) before on true
         where f.id in (select subject_id from event where event ->> 'batch' = $1)
         order by f.number`,
        [batch],
      );
      return rows;
    },
  };
}

interface MovedRecord {
  readonly id: string;
  readonly from: { readonly id: string; readonly version: number };
}
