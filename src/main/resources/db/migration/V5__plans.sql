-- Dated items of a team. id: the process instance that keeps the plan. start_day: from which items not yet begun count.
create table plan (
  id        varchar(64)  primary key,
  kind      varchar(40)  not null,
  team      varchar(40)  not null references team (id),
  title     varchar(200) not null,
  start_day date         not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone
);
create index plan_team on plan (team, opened_at);

-- An end is the day by which the item is done. The baseline is as first planned; what is lived has actual days.
create table plan_item (
  plan           varchar(64)  not null references plan (id),
  id             varchar(60)  not null,
  position       integer      not null,
  title          varchar(200) not null,
  section        varchar(120) not null,
  baseline_start date         not null,
  baseline_end   date         not null,
  planned_start  date         not null,
  planned_end    date         not null,
  actual_start   date,
  actual_end     date,
  primary key (plan, id)
);
