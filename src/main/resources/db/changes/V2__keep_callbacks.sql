-- Every authentic callback as it came. The same bytes to the same family are one row, seen more than once.
-- provider_id, status, reason and event_at are what its first line says, for lists.
create table callback (
  id              varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  family          varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  sha256          binary(32) not null,
  body            longblob not null,
  content_type    varchar(255),
  encoding        varchar(255),
  nonce           varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  signed_at       datetime(6) not null,
  secret_name     varchar(64) not null,
  received_at     datetime(6) not null,
  last_seen_at    datetime(6) not null,
  seen            int not null,
  state           varchar(16) not null,
  note            varchar(500),
  provider_id     varchar(128) character set utf8mb4 collate utf8mb4_bin,
  status          varchar(64),
  reason          varchar(500),
  event_at        datetime(6),
  attempts        int not null,
  next_attempt_at datetime(6),
  constraint callback_pk primary key (id),
  constraint callback_once unique (family, sha256)
);
create index callback_due on callback (next_attempt_at);
create index callback_nonce on callback (nonce);
create index callback_parked on callback (provider_id);
create index callback_state on callback (state, id);

-- What was turned away and why; never its body.
create table refusal (
  id          varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  family      varchar(16) not null,
  reason      varchar(32) not null,
  status      int not null,
  headers     varchar(200) not null,
  body_bytes  bigint,
  sha256      binary(32),
  signed_at   datetime(6),
  address     varchar(64) not null,
  received_at datetime(6) not null,
  constraint refusal_pk primary key (id)
);
create index refusal_reason on refusal (reason, id);
