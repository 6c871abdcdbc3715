/** The same rows without an engine: as people write it by hand, and as one statement. */

export function bareWriters(pool) {
  return {
    /** The statement the engine sends, on its own. */
    one: async ({ text, params }) => expectOne(await pool.query(text, params)),
    /** Lock, update, event, clocks, notices and commit: six statements besides BEGIN. */
    six: async ({ params }) => {
      const [id, seq, machine, at, by, event, prev, hash, clocks, notices, , , , ...standing] =
        params;
      const [state, stage, hold, snapshot, closedAt, unit, kind, version] = standing;
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query('/* bare_lock */ select version from finding where id = $1 for update', [
          id,
        ]);
        expectOne(
          await client.query(
            `/* bare_update */ update finding set version = $2, state = $3, stage = $4, hold = $5, snapshot = $6::jsonb,
               head_hash = $7, updated_at = $8, closed_at = $9, responsible_unit = $10, class = $11
             where id = $1 and version = $12`,
            [id, seq, state, stage, hold, snapshot, hash, at, closedAt, unit, kind, version],
          ),
        );
        await client.query(
          `/* bare_event */ insert into event (subject_id, seq, machine_version, at, actor, event, prev_hash, hash)
           values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8)`,
          [id, seq, machine, at, by, event, prev, hash],
        );
        await client.query(clockSql, [id, clocks]);
        await client.query(noticeSql, [id, seq, at, notices]);
        await client.query('commit');
      } finally {
        client.release();
      }
    },
  };
}

const clockSql = `/* bare_clock */
insert into clock (finding_id, no, kind, rule_id, policy_id, policy_version, mode, follows,
  started_at, after_day, days, unit, roll, holds, due_at, provisional, calendar, state, remaining,
  next_rung, next_at)
select $1::uuid, c.* from jsonb_to_recordset($2::jsonb) as c (no int, kind text, rule_id text,
  policy_id text, policy_version int, mode text, follows int, started_at timestamptz,
  after_day date, days int, unit text, roll text, holds jsonb, due_at timestamptz,
  provisional boolean, calendar text, state text, remaining int, next_rung int,
  next_at timestamptz)
on conflict (finding_id, no) do update set holds = excluded.holds, due_at = excluded.due_at,
  provisional = excluded.provisional, calendar = excluded.calendar, state = excluded.state,
  remaining = excluded.remaining, next_rung = excluded.next_rung, next_at = excluded.next_at,
  taken_until = null`;

const noticeSql = `/* bare_notice */
insert into notice (id, finding_id, seq, template, slot, fallback_slot, person_id, clock_no, rungs,
  dedupe_key, state, owed_at, gather_at)
select n.id, $1::uuid, $2::int, n.template, n.slot, n.fallback_slot, n.person_id, n.clock_no,
  n.rungs, n.dedupe_key, 'planned', $3::timestamptz, $3::timestamptz
from jsonb_to_recordset($4::jsonb) as n (id uuid, template text, slot text, fallback_slot text,
  person_id text, clock_no int, rungs text[], dedupe_key text)`;

function expectOne({ rowCount }) {
  if (rowCount !== 1) throw new Error('the row was not there to be written');
}
