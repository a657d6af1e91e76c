-- The same refusal within a minute is one row that counts. fold is a digest of person, event, detail and minute; null for what people did.
alter table audit_entry add times bigint default 1 not null;
alter table audit_entry add fold binary(32);
create unique index audit_entry_fold on audit_entry (fold);
create index audit_entry_age on audit_entry (what, at);
