-- 底线要求清单: checklists as they were gone through, and what came of it.

-- Each version whole, from its first run on: another text is another version.
create table checklist (
  id text not null,
  version integer not null,
  digest text not null,
  data jsonb not null,
  -- In the engine's time, as all of these are.
  first_run_at timestamptz not null,
  primary key (id, version)
);

-- Rows are added, never changed. They are written together with the findings they open.
create table checklist_run (
  id uuid primary key,
  checklist_id text not null,
  checklist_version integer not null,
  -- The unit looked at, and how often this checklist has been gone through there: of two runs at once one comes second.
  unit text not null,
  no integer not null,
  round_id uuid not null references round (id),
  -- The day it was looked at.
  held_on date not null,
  -- One per item, with the finding it has: opened by this run, or still open from an earlier one.
  results jsonb not null,
  recorded_at timestamptz not null,
  recorded_by jsonb not null,
  idempotency_key text,
  request_hash text not null,
  foreign key (checklist_id, checklist_version) references checklist (id, version),
  constraint checklist_run_no unique (checklist_id, unit, no),
  constraint checklist_run_key unique (idempotency_key)
);
create index checklist_run_by_round on checklist_run (round_id, id);
