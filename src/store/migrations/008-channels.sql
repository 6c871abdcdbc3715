-- How each person is reached: by which channels, in which order. What fails over one goes on over the next.

alter table person add column channels text[] not null default '{mail}' check (cardinality(channels) > 0);
alter table person add column mobile text;
-- What a provider calls the person, by the name of the channel.
alter table person add column user_ids jsonb not null default '{}';

-- The notice it carries on over another channel.
alter table notice add column follows uuid references notice (id);
-- When it was looked at what becomes of it after it had failed, by the database's own clock.
alter table notice add column passed_on_at timestamptz;
-- What had failed before was alarmed or seen by people; it does not begin to move now.
update notice set passed_on_at = now(), alarmed_at = coalesce(alarmed_at, now())
where state = 'failed' and outcome <> 'nobody_appointed';
create index notice_to_pass_on on notice (id)
  where state = 'failed' and person_id is not null and passed_on_at is null;
drop index notice_to_nobody;
create index notice_to_alarm on notice (id) where state = 'failed' and alarmed_at is null;

-- A bounce names the mail it speaks of.
create index dispatch_by_message on dispatch (message_id) where message_id is not null;

-- The in-app inbox: messages whose channel it is, as people read them in the host's own pages.
create table inbox_message (
  dispatch_id uuid primary key references dispatch (id),
  person_id text not null,
  -- In the engine's time, as read_at is.
  at timestamptz not null,
  subject text not null,
  text text not null,
  html text not null,
  read_at timestamptz
);
create index inbox_by_person on inbox_message (person_id, at desc, dispatch_id desc);
