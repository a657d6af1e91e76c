-- Who may call the API. Only a digest of the key is kept.
create table api_key (
  id         varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  name       varchar(100) not null,
  role       varchar(16) not null,
  digest     binary(32) not null,
  created_at datetime(6) not null,
  created_by varchar(200) not null,
  revoked_at datetime(6),
  constraint api_key_pk primary key (id),
  constraint api_key_once unique (digest)
);

create table audit_entry (
  id     varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  at     datetime(6) not null,
  who    varchar(200) not null,
  what   varchar(64) not null,
  detail varchar(500),
  constraint audit_entry_pk primary key (id)
);

-- One answer per key of a caller, so that a repeat makes no second batch.
create table idempotency (
  caller         varchar(230) character set utf8mb4 collate utf8mb4_bin not null,
  idem_key       varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  request_digest binary(32) not null,
  batch_id       varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  created_at     datetime(6) not null,
  constraint idempotency_pk primary key (caller, idem_key)
);
create index idempotency_age on idempotency (created_at);

-- Why sending stands still: scope 'all' by an admin, or one gateway whose credentials Sinch refused.
create table sending_hold (
  scope  varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  reason varchar(500) not null,
  held_by varchar(200) not null,
  since  datetime(6) not null,
  constraint sending_hold_pk primary key (scope)
);

-- What this installation made up for itself and must find again: the sandbox's secret.
create table kept_value (
  name  varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
  content varchar(500) not null,
  constraint kept_value_pk primary key (name)
);

create table sandbox_batch (
  id   varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
  json longtext not null,
  constraint sandbox_batch_pk primary key (id)
);
