-- Inbound messages that Sinch listed when it was asked and that nothing here can read, such as binary and media. Kept as they were listed, since
-- Sinch forgets them after 14 days. They do not tell whether their callback came too: it would be on the shelf.
create table strange_inbound (
  id          varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  provider_id varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  sender      varchar(64),
  addressee   varchar(64),
  accepted_at datetime(6),
  noticed_at  datetime(6) not null,
  why         varchar(200) not null,
  json        longtext not null,
  constraint strange_inbound_pk primary key (id),
  constraint strange_inbound_once unique (provider_id)
);
