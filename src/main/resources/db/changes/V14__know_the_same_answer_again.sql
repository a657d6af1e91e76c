-- refused_as: status and code of the last 4xx answer; refused_at: when the call first got it. A submission that gets the same answer again after
-- sending was resumed, while others are accepted, is given up. Twenty final answers alike since the last resume stop sending.
alter table submission add column refused_as varchar(80);
alter table submission add column refused_at datetime(6);
create table sending_resume (
  scope      varchar(160) character set utf8mb4 collate utf8mb4_bin not null,
  resumed_at datetime(6) not null,
  constraint sending_resume_pk primary key (scope)
);
