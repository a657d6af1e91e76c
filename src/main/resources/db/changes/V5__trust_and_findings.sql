-- Secrets that an admin entered, sealed with a key from the settings. place is family and slot while the secret is believed, so that
-- there is one of each; null once it was removed, when only the doctor still tries it.
create table webhook_secret (
  id         varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  family     varchar(16) not null,
  slot       varchar(16) not null,
  place      varchar(40) character set utf8mb4 collate utf8mb4_bin,
  sealed     varbinary(1100) not null,
  entered_at datetime(6) not null,
  entered_by varchar(200) not null,
  removed_at datetime(6),
  constraint webhook_secret_pk primary key (id),
  constraint webhook_secret_once unique (place)
);

-- How often a secret fitted. fingerprint is a slow digest of the secret, so that the count follows it from slot to slot; nodes add up.
create table secret_use (
  family      varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  fingerprint varchar(32) character set utf8mb4 collate utf8mb4_bin not null,
  hits        bigint not null,
  last_hit_at datetime(6),
  known_since datetime(6) not null,
  constraint secret_use_pk primary key (family, fingerprint)
);

-- While it is open, a failed signature is answered 503. One row at the most.
create table rotation_window (
  name      varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  opened_at datetime(6) not null,
  ends_at   datetime(6) not null,
  opened_by varchar(200) not null,
  constraint rotation_window_pk primary key (name)
);

-- What came by password has neither.
alter table callback modify nonce varchar(128) character set utf8mb4 collate utf8mb4_bin;
alter table callback modify signed_at datetime(6);

-- What the doctor found; alike counts refusals for the same reason that were not written down one by one.
alter table refusal add algorithm varchar(40);
alter table refusal add content_type varchar(100);
alter table refusal add encoding varchar(40);
alter table refusal add finding varchar(40);
alter table refusal add detail varchar(300);
alter table refusal add alike bigint default 0 not null;
