-- How often in a row a callback could not be applied. attempts counts looks for its message, and a parked one is looked at often.
alter table callback add column failures int default 0 not null;
