-- Duties: recurring inspections and sustained duties, the tasks they have raised, and the notices owed over them.

create table duty (
  id uuid primary key,
  number text not null unique,
  round_id uuid not null references round (id),
  finding_id uuid references finding (id),
  kind text not null check (kind in ('task', 'check')),
  title text not null,
  description text,
  machine_version integer not null,
  -- The number of events in the chain. Every write is guarded by it.
  version integer not null,
  state text not null,
  context jsonb not null,
  head_hash text not null,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  -- When it has something to say next, and the calendar that was counted by.
  next_at timestamptz,
  almanac text not null
);
create index duty_due on duty (next_at, id) where next_at is not null;
create index duty_by_round on duty (round_id, number);
create index duty_by_finding on duty (finding_id) where finding_id is not null;

-- One task per slot, for good. It follows from the events.
create table duty_task (
  duty_id uuid not null references duty (id),
  slot text not null,
  -- The day the rhythm names; the calendar may have moved the task to another.
  day date not null,
  at timestamptz not null,
  due_at timestamptz not null,
  provisional boolean not null,
  raised_at timestamptz not null,
  state text not null check (state in ('open', 'done', 'waived')),
  -- The event that settled it.
  settled_seq integer,
  settled_at timestamptz,
  primary key (duty_id, slot),
  check ((state = 'open') = (settled_seq is null)),
  check ((settled_seq is null) = (settled_at is null))
);
create index duty_task_in_order on duty_task (duty_id, day desc, slot desc);
create index duty_task_open on duty_task (duty_id, due_at) where state = 'open';

-- Duty numbers given so far, as numbers_given counts findings.
alter table round add column duties_given integer not null default 0;

-- A notice is about a finding or about a duty. A duty's goes to a party it names, and has no slot.
alter table notice alter column finding_id drop not null;
alter table notice alter column slot drop not null;
alter table notice add column duty_id uuid references duty (id);
alter table notice add column party text;
alter table notice add check (
  (finding_id is null) <> (duty_id is null)
  and (finding_id is null) = (slot is null)
  and (duty_id is null) = (party is null)
);
create index notice_by_duty on notice (duty_id, owed_at) where duty_id is not null;
