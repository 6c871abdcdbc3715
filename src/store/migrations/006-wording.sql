-- The wording of notices, where administrators have changed it.

-- Rows are added, never changed: the latest of a template counts, and who changed what stays on record.
create table wording (
  template text not null,
  version integer not null check (version > 0),
  -- The fields of a notice text. Null where the change was withdrawn: the shipped text counts again.
  text jsonb,
  note text,
  -- In the engine's time.
  changed_at timestamptz not null,
  changed_by jsonb not null,
  withdrawn boolean not null default false,
  primary key (template, version),
  check (withdrawn = (text is null))
);
