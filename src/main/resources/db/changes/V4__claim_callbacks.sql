-- A claim is a lease with a version: next_attempt_at is when the lease ends, and whoever comes with an older version comes too late.
alter table callback add column claim bigint default 0 not null;

-- What a callback's first line says, for lists, moves out of the callback's row: rows that do not grow are settled many at once.
create table callback_gist (
  callback_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  provider_id varchar(128) character set utf8mb4 collate utf8mb4_bin,
  status      varchar(64),
  reason      varchar(500),
  event_at    datetime(6),
  constraint callback_gist_pk primary key (callback_id)
);
create index callback_gist_provider on callback_gist (provider_id);
insert into callback_gist (callback_id, provider_id, status, reason, event_at)
  select id, provider_id, status, reason, event_at from callback where provider_id is not null;
drop index callback_parked on callback;
alter table callback drop column provider_id;
alter table callback drop column status;
alter table callback drop column reason;
alter table callback drop column event_at;

-- A recipient's reports are found by report_submission as well: one index less to write for every report.
drop index report_recipient on report;

-- An admin had callbacks applied again: which, how far that is, what it changed. Any node goes on with it.
create table replay (
  id            varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  asked_at      datetime(6) not null,
  asked_by      varchar(200) not null,
  family        varchar(16),
  state         varchar(16),
  note          varchar(500),
  received_from datetime(6),
  received_to   datetime(6),
  provider_id   varchar(128) character set utf8mb4 collate utf8mb4_bin,
  batch_id      varchar(26) character set utf8mb4 collate utf8mb4_bin,
  reached       varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  last_id       varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  looked_at     bigint not null,
  new_reports   bigint not null,
  moves         bigint not null,
  finished_at   datetime(6),
  constraint replay_pk primary key (id)
);
create index replay_open on replay (finished_at, id);
