-- What people decide about a finding: promises that a ladder waits for, certificates of close-out, checklists gone through.

-- 限期承诺: the place in its cadence that waits, and the day it waits for. Null: it waits for nothing.
alter table clock add column promise jsonb;

-- 销号证明: one for each time a finding is closed as rectified, numbered in its round without gaps.
alter table round add column certificates_given integer not null default 0;
create table certificate (
  finding_id uuid not null references finding (id),
  -- The event that closed it.
  seq integer not null,
  number text not null unique,
  primary key (finding_id, seq)
);
