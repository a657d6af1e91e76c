-- A change that tests alone make: every kind of statement that takes its time on a large table.
alter table callback add column test_note varchar(200) default 'none' not null;
create table test_gist (
  callback_id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  nonce       varchar(128) character set utf8mb4 collate utf8mb4_bin,
  constraint test_gist_pk primary key (callback_id)
) default character set utf8mb4;
create index test_gist_nonce on test_gist (nonce);
insert into test_gist (callback_id, nonce) select id, nonce from callback where nonce is not null;
create index callback_test on callback (received_at);
drop index callback_channel on callback;
alter table callback modify encoding varchar(300);
alter table callback drop column test_note;
