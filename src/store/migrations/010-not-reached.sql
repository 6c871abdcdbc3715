-- Word to the inspector that somebody could not be reached.

-- The notice that did not reach its person, where this one tells of it.
alter table notice add column about uuid references notice (id);
