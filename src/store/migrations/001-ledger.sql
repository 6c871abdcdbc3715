-- The ledger: rounds, findings, their event chains, their clocks, the notices owed, and who is who.
-- Names are unqualified: the connection's search_path decides the schema.

create table round (
  id uuid primary key,
  code text not null unique,
  title text not null,
  version integer not null,
  machine_version integer not null,
  state text not null,
  context jsonb not null,
  head_hash text not null,
  -- Finding numbers given so far. It only grows: a number is never given twice.
  numbers_given integer not null default 0,
  updated_at timestamptz not null
);

create table finding (
  id uuid primary key,
  number text not null unique,
  round_id uuid not null references round (id),
  aspect_no integer not null,
  aspect_title text,
  source_no text,
  title text not null,
  description text,
  class text not null,
  responsible_unit text,
  policy_id text not null,
  policy_version integer not null,
  machine_version integer not null,
  -- The number of events in the chain. Every write is guarded by it.
  version integer not null,
  state text not null,
  stage text not null,
  hold text not null,
  snapshot jsonb not null,
  head_hash text not null,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz
-- Every event writes the row anew: with room for it in the same page, no index has to follow.
) with (fillfactor = 75);
create index finding_by_round on finding (round_id, number);
create index finding_open_by_round on finding (round_id) where state <> 'closed';

-- Events of findings and rounds. The chain of hashes is per subject.
create table event (
  subject_id uuid not null,
  seq integer not null,
  machine_version integer not null,
  at timestamptz not null,
  actor jsonb not null,
  event jsonb not null,
  prev_hash text not null,
  hash text not null,
  primary key (subject_id, seq)
);

-- The history is append-only. Whoever gets round this is found out by "rectiflow verify".
create function refuse_history_change() returns trigger language plpgsql as $$
begin
  raise exception 'the event history is append-only' using errcode = 'integrity_constraint_violation';
end;
$$;
create trigger event_append_only before update or delete on event
  for each row execute function refuse_history_change();
create trigger event_no_truncate before truncate on event
  for each statement execute function refuse_history_change();

create table clock (
  finding_id uuid not null references finding (id),
  no integer not null,
  kind text not null,
  rule_id text not null,
  policy_id text not null,
  policy_version integer not null,
  mode text not null check (mode in ('enforcing', 'advisory')),
  -- The clock it carries on, or took the place of.
  follows integer,
  started_at timestamptz not null,
  -- What the due date is counted from, whole, so that it can be counted again.
  after_day date not null,
  days integer not null,
  unit text not null check (unit in ('day', 'workday')),
  roll text not null check (roll in ('none', 'next', 'previous')),
  holds jsonb not null,
  due_at timestamptz not null,
  provisional boolean not null,
  -- The version of the calendar that counted it.
  calendar text not null,
  state text not null check (state in ('running', 'held', 'met', 'void')),
  -- Days of the unit left when it was last held or ended.
  remaining integer,
  next_rung integer not null,
  -- The one rung that is armed. Null unless the clock runs.
  next_at timestamptz,
  -- Until when a worker that took it is believed to be at it, by the database's own clock.
  taken_until timestamptz,
  primary key (finding_id, no),
  check ((state = 'running') = (next_at is not null)),
  check ((state = 'running') = (remaining is null))
-- Room for the same reason, as taking a clock writes its row. What has fired leaves dead entries at the
-- front of clock_due, where every sweep begins: they are cleared away long before a fifth of the table.
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01);
create index clock_due on clock (next_at, finding_id, no) where next_at is not null;
create index clock_open on clock (finding_id, no) where state in ('running', 'held');

-- What is owed to whom, and what became of it. This is the outbox: jobs are only wake-up calls.
create table notice (
  id uuid primary key,
  finding_id uuid not null references finding (id),
  -- The event that owed it.
  seq integer not null,
  template text not null,
  slot text not null,
  fallback_slot text,
  person_id text,
  clock_no integer,
  rungs text[] not null,
  dedupe_key text not null unique,
  state text not null check
    (state in ('planned', 'claimed', 'handingOver', 'sent', 'failed', 'unknown', 'suppressed')),
  -- Why it is in that state: a stable code, never an address.
  outcome text,
  attempts integer not null default 0,
  fence integer not null default 0,
  owed_at timestamptz not null,
  -- When a worker may take it, by the database's own clock: it moves on while a mail server asks us to wait.
  -- (owed_at and settled_at are in the engine's time, which a virtual clock may move.)
  ready_at timestamptz not null default now(),
  -- Until when the worker that claimed it is believed to be alive.
  lease_until timestamptz,
  -- When a queue was last told about it.
  hinted_at timestamptz,
  settled_at timestamptz,
  message_id text,
  check ((state in ('claimed', 'handingOver')) = (lease_until is not null))
);
create index notice_ready on notice (ready_at, id) where state = 'planned';
create index notice_leased on notice (lease_until) where lease_until is not null;
create index notice_by_finding on notice (finding_id, owed_at);

-- Answers given under an idempotency key.
create table command (
  key text primary key,
  request_hash text not null,
  answer jsonb not null,
  at timestamptz not null
);

-- Who is who: a party code stands for a person, or for a post that a person holds.
create table person (
  id text primary key,
  name text not null,
  email text,
  unit text
);
create table post (
  code text primary key,
  title text not null,
  holder text references person (id)
);

-- The built-in mailbox: what the demo's mail channel was handed.
create table captured_mail (
  id bigint generated always as identity primary key,
  notice_id uuid not null,
  at timestamptz not null,
  to_name text not null,
  to_address text not null,
  message_id text not null,
  subject text not null,
  text text not null,
  html text not null
);

-- The policies findings may cite, whole. A version never changes: another text is another version.
create table policy (
  id text not null,
  version integer not null,
  digest text not null,
  data jsonb not null,
  registered_at timestamptz not null default now(),
  primary key (id, version)
);

-- Calendar data loaded while in use: notices of the coming year, the organisation's own days. Nothing is
-- overwritten: of each calendar the latest row counts, and the number of the last row is the revision.
create table calendar_layer (
  revision integer generated always as identity primary key,
  id text not null,
  version integer not null,
  data jsonb not null,
  loaded_at timestamptz not null,
  loaded_by jsonb not null,
  unique (id, version)
);

-- Small facts of the installation, e.g. where a virtual clock stands.
create table setting (
  key text primary key,
  value jsonb not null
);
