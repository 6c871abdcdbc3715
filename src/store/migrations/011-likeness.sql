-- What is alike: findings whose words resemble each other, and files that prove several things at once.

-- Hashes under which texts of findings meet that share most of their words (src/likeness): of the problem,
-- and of what is said to be done about it. Derived: it can be made anew from findings and their events.
create table finding_band (
  band integer not null,
  finding_id uuid not null references finding (id),
  primary key (band, finding_id)
);

-- By which method its bands were made. Null: not yet, as in findings of before; the next search makes them.
alter table finding add column sketch smallint;
create index finding_unsketched on finding (id) where sketch is null;

-- What a unit has had closed: whether the same is reported again is asked of each unit by itself.
create index finding_closed_of_unit on finding (responsible_unit, closed_at) where closed_at is not null;

-- Where else a file was attached, by its SHA-256.
create index event_by_file on event ((event #>> '{evidence,sha256}'), subject_id)
  where event ->> 'type' = 'ATTACH_EVIDENCE';
