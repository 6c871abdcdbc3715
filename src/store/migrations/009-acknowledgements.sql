-- Documents in due form: their numbers, and until when an answer is asked for. And what people answer.

alter table notice add column document_no text;
alter table notice add column reply_by timestamptz;
-- What carries a document on over another channel is the same document.
create unique index notice_document_no on notice (document_no)
  where document_no is not null and follows is null;

-- Numbers given so far, by round and series. They only grow.
create table document_count (
  round_id uuid not null references round (id),
  series text not null,
  given integer not null,
  primary key (round_id, series)
);

-- Links in messages. Only a hash of the secret is kept: whoever reads the table cannot follow them.
create table link (
  id uuid primary key,
  hash bytea not null,
  -- What it may be used for, and nothing else.
  purpose text not null check (purpose in ('acknowledge')),
  dispatch_id uuid not null references dispatch (id),
  -- In the engine's time, as all of these are.
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Rows are added, never changed: of a promised date the latest counts, and the earlier ones stay on record.
create table acknowledgement (
  id uuid primary key,
  dispatch_id uuid not null references dispatch (id),
  at timestamptz not null,
  by jsonb not null,
  -- The day by which they promise to have it done.
  promised_on date,
  note text,
  -- The link it was given by; null where somebody was signed in.
  link_id uuid unique references link (id)
);
create index acknowledgement_by_dispatch on acknowledgement (dispatch_id, at, id);
