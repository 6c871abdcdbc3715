-- The call in which a queue was told of it, with others or by itself: told again as long as nobody comes, it is
-- the same call.
alter table dispatch add column call_id uuid;
