-- Decisions of people on dispatches that failed, or of which nobody knows whether they arrived.

-- Rows are added, never changed: whoever has something sent again, or vouches that it arrived, stays on record.
create table dispatch_decision (
  id uuid primary key,
  dispatch_id uuid not null references dispatch (id),
  decision text not null check (decision in ('resend', 'confirm')),
  by jsonb not null,
  reason text not null,
  -- In the engine's time.
  at timestamptz not null,
  -- What had become of the dispatch when it was decided on; its own row goes on from there.
  was_state text not null,
  was_outcome text
);
create index dispatch_decision_by_dispatch on dispatch_decision (dispatch_id, at, id);
