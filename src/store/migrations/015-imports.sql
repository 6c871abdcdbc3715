-- Documents taken in: each as it was read, what a person corrected in it, and what came of every row.

-- Rows are added, never changed. They are written together with the findings they open.
create table document_import (
  id uuid primary key,
  round_id uuid not null references round (id),
  -- How many documents the round has taken in: of two at once one comes second, and is decided anew.
  no integer not null,
  -- The first import of the document that this is a later state of; of a first one its own.
  document_id uuid not null references document_import (id),
  -- As the file was called, without its folder. Its bytes are not kept.
  file text,
  sha256 text not null,
  -- The form it was read as.
  form text not null,
  document jsonb not null,
  -- In force from here on, each with the text it corrected.
  corrections jsonb not null,
  -- The same bytes as before, taken in again because of other corrections.
  recorrected boolean not null,
  review jsonb not null,
  -- In the engine's time.
  at timestamptz not null,
  by jsonb not null,
  constraint document_import_no unique (round_id, no)
);
create unique index document_import_once on document_import (round_id, sha256) where not recorrected;

-- Each import has all rows of its document up to then, also those that the file no longer has.
create table document_row (
  import_id uuid not null references document_import (id),
  place integer not null,
  -- By which the row is known, however its number or its words change.
  key text not null,
  state text not null check (state in ('kept', 'skipped', 'vanished')),
  -- Null for a row that was left out.
  finding_id uuid references finding (id),
  -- As the file said it last.
  read jsonb not null,
  -- What file and ledger said when they last agreed, field by field.
  base jsonb not null,
  primary key (import_id, key)
);
create index document_row_by_finding on document_row (finding_id);

-- Which column of a spreadsheet holds what, as a person said it, by the fingerprint of its header.
create table column_mapping (
  fingerprint text primary key,
  mapping jsonb not null,
  by jsonb not null,
  at timestamptz not null
);
