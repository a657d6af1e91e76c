-- All tables of SMS Desk. Ids are ULIDs made by the application before any call. Keys compare byte by byte. Times are UTC.
-- Until the first release this file is edited in place; afterwards a change is a file of its own.

-- ---- Messages (package message) ----

-- What a person or a script composed: one text to any number of recipients. version counts what people do with it, never reports.
-- priority: 0 goes before 1 in the account's queue; the category decides it.
-- resend_of: the batch whose failed recipients it has; left_out: why it does not have the others, and how many they are.
create table batch (
  id              varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  name            varchar(200),
  sender          varchar(20) not null,
  text            varchar(2000) not null,
  account         varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  recipient_count int not null,
  created_at      datetime(6) not null,
  created_by      varchar(200) not null,
  status          varchar(20) character set utf8mb4 collate utf8mb4_bin not null,
  version         bigint default 0 not null,
  category        varchar(16) default 'MARKETING' not null,
  priority        int default 1 not null,
  resend_of       varchar(26) character set utf8mb4 collate utf8mb4_bin,
  left_out        varchar(1000),
  constraint batch_pk primary key (id)
) default character set utf8mb4;
-- Finds the batches of an account whose calls are to be made, and the drafts.
create index batch_status on batch (account, status, priority, id);

-- Recipients of a batch for whom no call was planned yet: digits, one number a line, in the order of the batch. A row goes when its calls
-- are planned.
create table draft_chunk (
  batch_id   varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  chunk      int not null,
  recipients int not null,
  numbers    longtext not null,
  constraint draft_chunk_pk primary key (batch_id, chunk)
) default character set utf8mb4;

-- What a person typed on the page Send, to be changed until it is confirmed.
create table draft (
  batch_id         varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  form_key         varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  typed_to         longtext not null,
  typed_recipients int not null,
  allow_unassigned boolean not null,
  constraint draft_pk primary key (batch_id)
) default character set utf8mb4;

-- One call to Sinch. account says where it goes; a worker only takes those of its own account.
-- called_at: when its last call began; the schedule of status polls counts from it. ask_step: 0 before the first poll, 1 to 5 the step that
-- is due next, 6 past the last step, -1 nothing is left to ask. ask_at: when that step is due, from step 1 on. asks: polls so far.
-- refused_as: status and code of the last 4xx answer; refused_at: when the call first got it. A submission that gets the same answer again
-- after sending was resumed, while others are accepted, is given up.
create table submission (
  id              varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  batch_id        varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  channel         varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  account         varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  state           varchar(16) not null,
  attempts        int not null,
  next_attempt_at datetime(6) not null,
  lease_until     datetime(6),
  version         bigint not null,
  outcome         varchar(1000),
  called_at       datetime(6),
  ask_step        int default 0 not null,
  ask_at          datetime(6),
  ask_lease_until datetime(6) default '1970-01-01 00:00:00' not null,
  ask_version     bigint default 0 not null,
  ask_failures    int default 0 not null,
  asks            int default 0 not null,
  asked_at        datetime(6),
  answer          varchar(500),
  refused_as      varchar(80),
  refused_at      datetime(6),
  constraint submission_pk primary key (id),
  index submission_batch (batch_id, state, next_attempt_at),
  constraint submission_batch_fk foreign key (batch_id) references batch (id)
) default character set utf8mb4;
-- By the state first: the page Home looks for UNSURE ones of all accounts.
create index submission_due on submission (state, account, next_attempt_at);
create index submission_lease on submission (account, lease_until);
create index submission_unasked on submission (account, state, ask_step, called_at);
create index submission_ask on submission (account, ask_at);
create index submission_called on submission (account, called_at);

-- Calls whose end is not known, as long as Sinch is asked for them. call_version: the submission's version of the call that is looked for;
-- a row of another version, or of a submission that is no longer UNSURE, is removed. first_empty_at: when Sinch first did not have it.
-- not_found_at: since when two answers, the second long after the call had ended, say that Sinch does not have it. due_at: null once there
-- is nothing more to ask.
create table lookup (
  submission_id  varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  account        varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  call_version   bigint not null,
  due_at         datetime(6),
  lease_until    datetime(6) default '1970-01-01 00:00:00' not null,
  version        bigint default 0 not null,
  failures       int default 0 not null,
  first_empty_at datetime(6),
  not_found_at   datetime(6),
  constraint lookup_pk primary key (submission_id)
) default character set utf8mb4;
create index lookup_due on lookup (account, due_at);

-- A provider id is only unique within its channel. Two of one submission are both kept: it was sent twice.
create table provider_ref (
  channel       varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  provider_id   varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  submission_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  constraint provider_ref_pk primary key (channel, provider_id),
  constraint provider_ref_submission_fk foreign key (submission_id) references submission (id)
) default character set utf8mb4;
create index provider_ref_submission on provider_ref (submission_id);

-- One number of one submission. state and the columns after it are the fold of the recipient's reports, nothing else.
-- resent_in: the batch that a person made of the failed recipients, and that has this one.
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
  resent_in     varchar(26) character set utf8mb4 collate utf8mb4_bin,
  constraint recipient_pk primary key (id),
  constraint recipient_once unique (submission_id, digits),
  constraint recipient_batch_fk foreign key (batch_id) references batch (id),
  constraint recipient_submission_fk foreign key (submission_id) references submission (id)
) default character set utf8mb4;
create index recipient_batch on recipient (batch_id, id);
create index recipient_state on recipient (batch_id, state);

-- How many recipients of a batch are in a state: the sum of n over all nodes. Each node adds to rows of its own, so a row may be negative.
-- The rows of node '' are what ended nodes have left, and what recounts have added.
create table batch_count (
  batch_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  state    varchar(20) not null,
  node     varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  n        bigint not null,
  constraint batch_count_pk primary key (batch_id, state, node)
) default character set utf8mb4;
create index batch_count_node on batch_count (node);

-- The same by the hour (UTC) in which the recipients were accepted. code is Sinch's error code, 0 where there is none.
create table hour_count (
  accepted_in datetime(6) not null,
  account     varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  state       varchar(20) not null,
  code        int not null,
  node        varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  n           bigint not null,
  constraint hour_count_pk primary key (accepted_in, account, state, code, node)
) default character set utf8mb4;
create index hour_count_node on hour_count (node);

-- Nodes that count, and when each was last seen. A node is one start of one process. Who writes rows of node '' locks its row here.
create table node (
  id      varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  seen_at datetime(6) not null,
  constraint node_pk primary key (id)
) default character set utf8mb4;
insert into node (id, seen_at) values ('', '1970-01-01 00:00:00');

-- One delivery event; rows are only added. identity is a digest of what the report says, source not included: a repeat is the same row.
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
) default character set utf8mb4;
create index report_submission on report (submission_id, recipient_id);

-- Reports that speak of none of their batch's recipients: of another number, or of all together (summary).
create table stray_report (
  batch_id  varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  summary   boolean not null,
  report_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  constraint stray_report_pk primary key (batch_id, summary, report_id)
) default character set utf8mb4;

-- A message to us. One that was learnt by asking Sinch has no callback, until its callback comes after all. Sinch's id alone does not tell
-- a repeat: another text under the same id is kept as well. content is a digest of sender and text.
create table inbound (
  id          varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  channel     varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  provider_id varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  sender      varchar(64) not null,
  addressee   varchar(64),
  text        longtext,
  sent_at     datetime(6),
  accepted_at datetime(6),
  received_at datetime(6) not null,
  reference   varchar(255),
  callback_id varchar(26),
  source      varchar(16) default 'CALLBACK' not null,
  content     varchar(64) not null,
  constraint inbound_pk primary key (id),
  constraint inbound_each unique (channel, provider_id, content)
) default character set utf8mb4;
-- For the page Inbound, in the order of the time that it shows.
create index inbound_arrival on inbound (received_at, id);

-- ---- Long work (package jobs) ----

-- Work in steps that any node goes on with. subject: what it is about, by kind. reached: where it stands, in words of its kind. due_at:
-- when its next step is due; null once it is finished. failures: steps in a row that failed; note: why the last one did.
create table job (
  id          varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  kind        varchar(32) character set utf8mb4 collate utf8mb4_bin not null,
  subject     varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  arguments   longtext,
  reached     varchar(500) character set utf8mb4 collate utf8mb4_bin,
  done        bigint not null,
  total       bigint,
  asked_at    datetime(6) not null,
  asked_by    varchar(200) not null,
  due_at      datetime(6),
  lease_until datetime(6) default '1970-01-01 00:00:00' not null,
  version     bigint not null,
  failures    int not null,
  note        varchar(500),
  finished_at datetime(6),
  constraint job_pk primary key (id)
) default character set utf8mb4;
create index job_due on job (due_at);
create index job_subject on job (kind, subject, id);
create index job_open on job (kind, finished_at, id);

-- ---- Uploads (package upload) ----

-- A file with recipients. request_key: SHA-256 of caller and Idempotency-Key. encoding, field_separator, column_names and
-- number_column are found when it is read, or chosen by a person; reading counts how often. fault: why the file cannot be read.
create table upload (
  id              varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  name            varchar(200),
  format          varchar(8) not null,
  byte_count      bigint not null,
  chunk_count     int not null,
  content_digest  binary(32) not null,
  request_key     binary(32),
  state           varchar(16) not null,
  reading         int not null,
  encoding        varchar(20),
  field_separator varchar(1),
  number_column   varchar(200),
  column_names    longtext,
  has_header      boolean not null,
  row_count       int not null,
  good_count      int not null,
  fault           varchar(500),
  created_at      datetime(6) not null,
  created_by      varchar(200) not null,
  used_at         datetime(6),
  constraint upload_pk primary key (id),
  constraint upload_request unique (request_key)
) default character set utf8mb4;
create index upload_age on upload (used_at, id);

-- The file itself, 512 KiB a row.
create table upload_chunk (
  upload_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  chunk     int not null,
  content   longblob not null,
  constraint upload_chunk_pk primary key (upload_id, chunk)
) default character set utf8mb4;

-- Its rows, checked, up to 1000 each. records: rows of the file up to here, blank ones as well. numbers: line and digits of the good ones.
-- content: all rows as JSON, each with line, fault, column of the fault and values.
create table upload_rows (
  upload_id  varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  reading    int not null,
  chunk      int not null,
  records    int not null,
  last_line  int not null,
  row_count  int not null,
  good_count int not null,
  numbers    longtext not null,
  content    longtext not null,
  constraint upload_rows_pk primary key (upload_id, reading, chunk)
) default character set utf8mb4;

-- ---- Sending (package send) ----

-- One answer per key of a caller, so that a repeat makes no second batch.
create table idempotency (
  caller         varchar(230) character set utf8mb4 collate utf8mb4_bin not null,
  idem_key       varchar(128) character set utf8mb4 collate utf8mb4_bin not null,
  request_digest binary(32) not null,
  batch_id       varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  created_at     datetime(6) not null,
  constraint idempotency_pk primary key (caller, idem_key)
) default character set utf8mb4;
create index idempotency_age on idempotency (created_at);

-- Why sending through an account stands still: kind PAUSE by a person, CREDENTIALS that Sinch refused, ANSWER of Sinch or a proxy.
create table sending_hold (
  account varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  kind    varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  reason  varchar(500) not null,
  held_by varchar(200) not null,
  since   datetime(6) not null,
  constraint sending_hold_pk primary key (account, kind)
) default character set utf8mb4;

-- When sending was last resumed. Twenty final answers alike since then stop it again.
create table sending_resume (
  account    varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  resumed_at datetime(6) not null,
  constraint sending_resume_pk primary key (account)
) default character set utf8mb4;

-- ---- Receiving (package receive) ----

-- Every authentic callback as received. The same bytes to the same path are one row, seen more than once.
-- Until lease_until no other node takes the row; version counts claims, and a writer with an older version comes too late.
-- attempts counts looks for its message, failures how often in a row it could not be applied.
create table callback (
  id              varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  channel         varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  sha256          binary(32) not null,
  body            longblob not null,
  content_type    varchar(255),
  encoding        varchar(255),
  nonce           varchar(128) character set utf8mb4 collate utf8mb4_bin,
  signed_at       datetime(6),
  secret_name     varchar(64) not null,
  received_at     datetime(6) not null,
  last_seen_at    datetime(6) not null,
  seen            int not null,
  state           varchar(16) not null,
  note            varchar(500),
  attempts        int not null,
  next_attempt_at datetime(6),
  version         bigint default 0 not null,
  failures        int default 0 not null,
  lease_until     datetime(6) default '1970-01-01 00:00:00' not null,
  constraint callback_pk primary key (id),
  constraint callback_once unique (channel, sha256)
) default character set utf8mb4;
create index callback_nonce on callback (nonce);
-- The callbacks of one path in the order of their ids: without it a database reads and sorts all of them for each list.
create index callback_channel on callback (channel, id);
-- Finds what is due, and the callbacks of a state.
create index callback_ready on callback (state, next_attempt_at);

-- What a callback's first event says, for lists. A table of its own: rows of callback that do not grow are settled many at once.
create table callback_gist (
  callback_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  provider_id varchar(128) character set utf8mb4 collate utf8mb4_bin,
  status      varchar(64),
  reason      varchar(500),
  event_at    datetime(6),
  constraint callback_gist_pk primary key (callback_id)
) default character set utf8mb4;
create index callback_gist_provider on callback_gist (provider_id);

-- What was turned away and why; never its body. alike counts refusals for the same reason that were not written down one by one.
create table refusal (
  id           varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  channel      varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  reason       varchar(32) not null,
  status       int not null,
  headers      varchar(200) not null,
  body_bytes   bigint,
  sha256       binary(32),
  signed_at    datetime(6),
  address      varchar(64) not null,
  received_at  datetime(6) not null,
  algorithm    varchar(40),
  content_type varchar(100),
  encoding     varchar(40),
  finding      varchar(40),
  detail       varchar(300),
  alike        bigint default 0 not null,
  constraint refusal_pk primary key (id)
) default character set utf8mb4;
create index refusal_reason on refusal (reason, id);

-- What nodes answered to callbacks, added up in slots of five minutes.
create table traffic (
  slot   datetime(6) not null,
  node   varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  name   varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
  amount bigint not null,
  constraint traffic_pk primary key (slot, node, name)
) default character set utf8mb4;

-- When each path last accepted a callback.
create table heard (
  channel varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  at     datetime(6) not null,
  constraint heard_pk primary key (channel)
) default character set utf8mb4;

-- ---- Applying (package apply) ----

-- An admin had callbacks applied again: which, and what that changed so far. The job of the same id says how far it is.
create table replay (
  id            varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  channel       varchar(16) character set utf8mb4 collate utf8mb4_bin,
  state         varchar(16),
  note          varchar(500),
  received_from datetime(6),
  received_to   datetime(6),
  provider_id   varchar(128) character set utf8mb4 collate utf8mb4_bin,
  batch_id      varchar(26) character set utf8mb4 collate utf8mb4_bin,
  last_id       varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  new_reports   bigint not null,
  moves         bigint not null,
  constraint replay_pk primary key (id)
) default character set utf8mb4;

-- ---- Reconciling (package reconcile) ----

-- Recipients that had no final state when Sinch was asked. Those whose callback came after all are removed again.
create table unheard (
  recipient_id  varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  submission_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  noticed_at    datetime(6) not null,
  constraint unheard_pk primary key (recipient_id)
) default character set utf8mb4;

-- Inbound messages that Sinch listed when it was asked and that cannot be read here, such as binary and media. Kept as listed, since
-- Sinch forgets them after 14 days. Whether their callback came too is not known: it would be SHELVED.
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
) default character set utf8mb4;

-- The last time a node was at work, and the times in which none was, or which a restored backup knows nothing of.
create table presence (
  id   int not null,
  seen datetime(6) not null,
  constraint presence_pk primary key (id)
) default character set utf8mb4;
create table gap (
  id       varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  began_at datetime(6) not null,
  ended_at datetime(6) not null,
  constraint gap_pk primary key (id)
) default character set utf8mb4;

-- ---- Access (package access) ----

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
) default character set utf8mb4;

-- What people did, or tried to do, that needs a role. The same refusal within a minute is one row, counted in times: fold is a digest of
-- person, event, detail and minute; null for what people did.
create table audit_entry (
  id     varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  at     datetime(6) not null,
  who    varchar(200) not null,
  what   varchar(64) not null,
  detail varchar(500),
  times  bigint default 1 not null,
  fold   binary(32),
  constraint audit_entry_pk primary key (id)
) default character set utf8mb4;
create unique index audit_entry_fold on audit_entry (fold);
create index audit_entry_age on audit_entry (what, at);

-- ---- Secrets (package trust) ----

-- Secrets that an admin entered, sealed with a key from the settings. place is path and slot while the secret counts, so that there is one
-- of each; null once it was removed, when only the doctor still tries it.
create table webhook_secret (
  id         varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  channel    varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  slot       varchar(16) not null,
  place      varchar(40) character set utf8mb4 collate utf8mb4_bin,
  sealed     varbinary(1100) not null,
  entered_at datetime(6) not null,
  entered_by varchar(200) not null,
  removed_at datetime(6),
  constraint webhook_secret_pk primary key (id),
  constraint webhook_secret_once unique (place)
) default character set utf8mb4;

-- How often a secret fitted. fingerprint is a slow digest of the secret, so that the count follows it from slot to slot; nodes add up.
create table secret_use (
  channel     varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  fingerprint varchar(32) character set utf8mb4 collate utf8mb4_bin not null,
  hits        bigint not null,
  last_hit_at datetime(6),
  known_since datetime(6) not null,
  constraint secret_use_pk primary key (channel, fingerprint)
) default character set utf8mb4;

-- While it is open, a failed signature is answered 503. One row at the most.
create table rotation_window (
  name      varchar(16) character set utf8mb4 collate utf8mb4_bin not null,
  opened_at datetime(6) not null,
  ends_at   datetime(6) not null,
  opened_by varchar(200) not null,
  constraint rotation_window_pk primary key (name)
) default character set utf8mb4;

-- ---- The installation (packages app and store) ----

-- What this installation made for itself and must find again, such as the sandbox's secret.
create table kept_value (
  name    varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
  content varchar(500) not null,
  constraint kept_value_pk primary key (name)
) default character set utf8mb4;

-- What the sandbox accepted and posted, and its webhooks, so that it can be asked for them and goes on after a restart.
create table sandbox_entry (
  id            varchar(64) character set utf8mb4 collate utf8mb4_bin not null,
  kind          varchar(24) not null,
  created_at    datetime(6) not null,
  due_at        datetime(6) not null,
  number        varchar(128) character set utf8mb4 collate utf8mb4_bin,
  reference     varchar(2048) character set utf8mb4 collate utf8mb4_bin,
  reference_key varchar(26) character set utf8mb4 collate utf8mb4_bin,
  json          longtext not null,
  finished      boolean default false not null,
  constraint sandbox_entry_pk primary key (id)
) default character set utf8mb4;
create index sandbox_entry_date on sandbox_entry (created_at);
create index sandbox_entry_due on sandbox_entry (due_at);
create index sandbox_entry_reference on sandbox_entry (reference_key);
create index sandbox_entry_unfinished on sandbox_entry (finished);

-- One row a transaction that must not happen twice: a lost answer to its commit is found out by it. Kept for an hour.
create table commit_mark (
  id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  constraint commit_mark_pk primary key (id)
) default character set utf8mb4;

-- Written and read back at each start: whether the database keeps microseconds, and every character.
create table time_probe (
  id      int not null,
  probe   datetime(6),
  letters varchar(16),
  constraint time_probe_pk primary key (id)
) default character set utf8mb4;
insert into time_probe (id, probe) values (1, null);
