-- Where a cohort meets: a place in words, and an address for calls.
alter table cohort add column place varchar(200);
alter table cohort add column video_link varchar(300);

-- What has moved in a plan: an item's planned dates before and after; none before where it came with the move. The rows of one
-- move share its id. moved_by: jalon where no person did it, but the journey itself.
create table plan_move (
  id         varchar(36) not null,
  plan       varchar(64) not null references plan (id),
  item       varchar(60) not null,
  moved_at   timestamp with time zone not null,
  moved_by   varchar(64) not null,
  from_start date,
  from_end   date,
  to_start   date not null,
  to_end     date not null,
  primary key (id, item)
);
create index plan_move_plan on plan_move (plan, item);
create index plan_move_by on plan_move (moved_by);
