-- Workers lost one after another over a dispatch before anything of it was handed over.
alter table dispatch add column lapses integer not null default 0;
