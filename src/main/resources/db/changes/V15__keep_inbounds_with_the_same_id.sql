-- Sinch's id alone does not tell a repeat: another text under the same id is kept as well. content is a digest of sender and text, and '' in rows of
-- older versions, whose text is compared instead.
alter table inbound add column content varchar(64) default '' not null;
alter table inbound add constraint inbound_each unique (family, provider_id, content);
alter table inbound drop constraint inbound_once;
