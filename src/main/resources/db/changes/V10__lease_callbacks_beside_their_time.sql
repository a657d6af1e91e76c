-- Until when a claim holds. It stood in next_attempt_at, which is indexed: every claim moved an index entry and left one behind to clean up.
alter table callback add column leased_until datetime(6) default '1970-01-01 00:00:00' not null;
