-- What we send, what became of it, what came in. Ids are ULIDs made by us before any call; keys compare byte by byte.

create table batch (
  id              varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  name            varchar(200),
  sender          varchar(20) not null,
  text            varchar(2000) not null,
  gateway         varchar(160) not null,
  recipient_count int not null,
  created_at      datetime(6) not null,
  created_by      varchar(200) not null,
  constraint batch_pk primary key (id)
);

-- One call to Sinch. gateway says where it goes; a worker only takes those of its own gateway.
create table submission (
  id              varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  batch_id        varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  family          varchar(16) not null,
  gateway         varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  state           varchar(16) not null,
  attempts        int not null,
  next_attempt_at datetime(6) not null,
  lease_until     datetime(6),
  lease           bigint not null,
  outcome         varchar(1000),
  constraint submission_pk primary key (id),
  constraint submission_batch_fk foreign key (batch_id) references batch (id)
);
create index submission_due on submission (gateway, state, next_attempt_at);
create index submission_batch on submission (batch_id);

-- A provider id is only unique within its family. Two of one submission are both kept: it was sent twice.
create table provider_ref (
  family        varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  provider_id   varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  submission_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  constraint provider_ref_pk primary key (family, provider_id),
  constraint provider_ref_submission_fk foreign key (submission_id) references submission (id)
);
create index provider_ref_submission on provider_ref (submission_id);

-- state and the columns after it are the fold of the recipient's reports, nothing else.
create table recipient (
  id            varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  batch_id      varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  submission_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  digits        varchar(20) character set utf8mb4 collate utf8mb4_bin not null,
  state         varchar(20) not null,
  operator_at   datetime(6),
  reported_at   datetime(6),
  code          int,
  reason        varchar(500),
  provider_id   varchar(128),
  conflict      boolean not null,
  constraint recipient_pk primary key (id),
  constraint recipient_once unique (submission_id, digits),
  constraint recipient_batch_fk foreign key (batch_id) references batch (id),
  constraint recipient_submission_fk foreign key (submission_id) references submission (id)
);
create index recipient_batch on recipient (batch_id, id);
create index recipient_state on recipient (batch_id, state);

-- Append-only. identity is a digest of what the report says, source not included, so a repeat is the same row.
create table report (
  id            varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  identity      varchar(43) character set utf8mb4 collate utf8mb4_bin not null,
  submission_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  recipient_id  varchar(26) character set utf8mb4 collate utf8mb4_bin,
  digits        varchar(64),
  provider_id   varchar(128),
  source        varchar(16) not null,
  status        varchar(64) not null,
  state         varchar(20),
  code          int,
  reason        varchar(500),
  operator_at   datetime(6),
  reported_at   datetime(6),
  message_count int,
  received_at   datetime(6) not null,
  callback_id   varchar(26),
  constraint report_pk primary key (id),
  constraint report_once unique (identity),
  constraint report_submission_fk foreign key (submission_id) references submission (id)
);
create index report_recipient on report (recipient_id, received_at);
create index report_submission on report (submission_id, recipient_id);

create table inbound (
  id          varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  family      varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  provider_id varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  sender      varchar(64) not null,
  addressee   varchar(64),
  text        longtext,
  sent_at     datetime(6),
  accepted_at datetime(6),
  received_at datetime(6) not null,
  reference   varchar(255),
  callback_id varchar(26) not null,
  constraint inbound_pk primary key (id),
  constraint inbound_once unique (family, provider_id)
);

create table time_probe (
  id    int not null,
  probe datetime(6),
  constraint time_probe_pk primary key (id)
);
insert into time_probe (id, probe) values (1, null);
