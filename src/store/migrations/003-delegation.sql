-- Delegations: who is away hands their work to another from one day to another. And what notices say of it.

-- With a range of one text from itself to itself, an exclusion constraint can tell persons apart
-- without an extension that somebody would have to install.
create type person_range as range (subtype = text);

create table delegation (
  id uuid primary key,
  from_person text not null references person (id),
  to_person text not null references person (id),
  from_day date not null,
  -- The last day, which counts. Days are days of the organisation's zone.
  until_day date not null,
  reason text not null,
  recorded_at timestamptz not null,
  recorded_by jsonb not null,
  -- The first day on which it no longer holds, where it was ended early. Rows are never deleted.
  ended_on date,
  ended_at timestamptz,
  ended_by jsonb,
  constraint delegation_to_another check (from_person <> to_person),
  constraint delegation_days_in_order check (from_day <= until_day),
  constraint delegation_ended_whole check
    ((ended_on is null) = (ended_at is null) and (ended_on is null) = (ended_by is null)),
  -- A person's work goes to one other at a time. One that was ended before it began held on no day.
  constraint delegation_one_at_a_time exclude using gist (
    person_range(from_person, from_person, '[]') with &&,
    daterange(from_day, greatest(from_day, least(until_day + 1, ended_on))) with &&
  )
);
create index delegation_by_person on delegation (from_person, from_day);

-- The person who has delegated, where the notice goes to another in their place.
alter table notice add column in_place_of text;

-- When somebody was last alarmed that it is owed to nobody, by the database's own clock.
alter table notice add column alarmed_at timestamptz;
create index notice_to_nobody on notice (id)
  where outcome = 'nobody_appointed' and alarmed_at is null;
