-- Dispatches: what one hand-over carries to one person, a single notice or several. The notice stays what is
-- owed to whom; its way out, which it may share with others, is the dispatch's.

create table dispatch (
  id uuid primary key,
  channel text not null,
  person_id text not null,
  -- The day it is that person's digest of; null for any other message.
  digest_of date,
  -- In the engine's time, which a virtual clock may move, as owed_at and settled_at are.
  created_at timestamptz not null,
  state text not null check
    (state in ('planned', 'claimed', 'handingOver', 'sent', 'failed', 'unknown', 'suppressed')),
  -- Why it is in that state: a stable code, never an address.
  outcome text,
  attempts integer not null default 0,
  fence integer not null default 0,
  -- When a worker may take it, by the database's own clock: it moves on while a mail server asks us to wait.
  ready_at timestamptz not null default now(),
  -- Until when the worker that claimed it is believed to be alive.
  lease_until timestamptz,
  -- When a queue was last told about it.
  hinted_at timestamptz,
  settled_at timestamptz,
  message_id text,
  -- As it was handed over.
  subject text,
  check ((state in ('claimed', 'handingOver')) = (lease_until is not null))
);
create index dispatch_ready on dispatch (ready_at, id) where state = 'planned';
create index dispatch_leased on dispatch (lease_until) where lease_until is not null;
create index dispatch_by_person on dispatch (person_id, channel, created_at);
-- One digest per person and day, however many processes gather.
create unique index dispatch_one_digest on dispatch (person_id, channel, digest_of)
  where digest_of is not null;

alter table notice add column channel text not null default 'mail';
alter table notice add column dispatch_id uuid references dispatch (id);
-- When it is to be looked at for its message, in the engine's time.
alter table notice add column gather_at timestamptz;
update notice set gather_at = owed_at;
alter table notice alter column gather_at set not null;

-- What was on its way, or has arrived, went by itself: a dispatch each, under the id its Message-ID was made from.
insert into dispatch (id, channel, person_id, created_at, state, outcome, attempts, fence, ready_at,
  lease_until, hinted_at, settled_at, message_id)
select id, channel, person_id, owed_at, state, outcome, attempts, fence, ready_at, lease_until, hinted_at,
  settled_at, message_id
from notice where person_id is not null and (state <> 'planned' or attempts > 0);
update notice set dispatch_id = id
where person_id is not null and (state <> 'planned' or attempts > 0);

alter table notice
  drop column attempts, drop column fence, drop column ready_at, drop column lease_until,
  drop column hinted_at, drop column message_id;

create index notice_waiting on notice (gather_at, person_id)
  where state = 'planned' and dispatch_id is null;
create index notice_by_dispatch on notice (dispatch_id) where dispatch_id is not null;

alter table captured_mail rename column notice_id to dispatch_id;
