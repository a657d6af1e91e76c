-- One row a transaction that must not happen twice: a lost answer to its commit is found out by it. Kept for an hour.
create table commit_mark (
  id varchar(26) character set utf8mb4 collate utf8mb4_bin not null,
  constraint commit_mark_pk primary key (id)
);
