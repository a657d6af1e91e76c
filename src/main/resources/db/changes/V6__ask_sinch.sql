-- What Sinch is asked for, how far that has come, and what callbacks never told.

-- called_at: when its last call began; the schedule of questions counts from it. ask_step: 0 before the first question, 1 … 5 the step that
-- is due next, 6 past the last step, -1 nothing is left to ask. ask_at: when, from step 1 on. asks: questions put so far.
alter table submission add column called_at datetime(6);
alter table submission add column ask_step int default 0 not null;
alter table submission add column ask_at datetime(6);
alter table submission add column ask_lease bigint default 0 not null;
alter table submission add column ask_failures int default 0 not null;
alter table submission add column asks int default 0 not null;
alter table submission add column asked_at datetime(6);
alter table submission add column answer varchar(500);
update submission set called_at = next_attempt_at where state <> 'WAITING';
create index submission_unasked on submission (gateway, state, ask_step, called_at);
create index submission_ask on submission (gateway, ask_at);
create index submission_called on submission (gateway, called_at);

-- Recipients that had no final state when Sinch was asked. Those whose callback came after all are removed again.
create table unheard (
  recipient_id  varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  submission_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  noticed_at    datetime(6) not null,
  constraint unheard_pk primary key (recipient_id)
);

-- An inbound message that was asked for has no callback, until one comes after all.
alter table inbound add column source varchar(16) default 'CALLBACK' not null;
alter table inbound modify column callback_id varchar(26);

-- Up to when inbound messages were asked for, by gateway.
create table asked_inbounds (
  gateway     varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  asked_until datetime(6) not null,
  lease       bigint not null,
  lease_until datetime(6) not null,
  constraint asked_inbounds_pk primary key (gateway)
);

-- Times in which no node was at work, or which a restored backup knows nothing of.
create table presence (
  id   int not null,
  seen datetime(6) not null,
  constraint presence_pk primary key (id)
);
create table gap (
  id       varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  began_at datetime(6) not null,
  ended_at datetime(6) not null,
  constraint gap_pk primary key (id)
);

-- What nodes answered to callbacks, added up in slots of five minutes, and when each last accepted one.
create table traffic (
  slot   datetime(6) not null,
  node   varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  name   varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
  amount bigint not null,
  constraint traffic_pk primary key (slot, node, name)
);
create table heard (
  family varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  at     datetime(6) not null,
  constraint heard_pk primary key (family)
);
insert into heard (family, at) select family, max(received_at) from callback where note is null or note <> 'Our own self-test.' group by family;

-- The sandbox remembers what it took, so that it can be asked.
alter table sandbox_batch add column finished boolean default false not null;
create table sandbox_inbound (
  id          varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  received_at datetime(6) not null,
  json        longtext not null,
  constraint sandbox_inbound_pk primary key (id)
);
create index sandbox_inbound_date on sandbox_inbound (received_at);
