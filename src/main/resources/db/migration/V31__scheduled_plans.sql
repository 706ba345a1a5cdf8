-- Plans that are counted back from a launch, or on from a start.

-- days: how long the launch lasts. ready_day: by which all must be ready.
alter table plan add column launch_day date;
alter table plan add column launch_days integer;
alter table plan add column ready_day date;

-- owner: the account that does it, else its team does. note, link: what was handed in. dropped_on: when it was given up.
alter table plan_item add column owner varchar(64);
alter table plan_item add column note varchar(2000);
alter table plan_item add column link varchar(500);
alter table plan_item add column dropped_on date;
create index plan_item_of_owner on plan_item (owner);

-- What an item of such a plan is counted by. anchor: the day of the plan from which offset_days are counted to its start;
-- fixed_day: its start. Neither: its dependencies alone.
create table plan_work (
  plan        varchar(64) not null,
  item        varchar(60) not null,
  days        integer     not null,
  every_day   boolean     default false not null,
  optional    boolean     default false not null,
  role        varchar(80),
  anchor      varchar(20),
  offset_days integer,
  fixed_day   date,
  primary key (plan, item),
  constraint plan_work_of_item foreign key (plan, item) references plan_item (plan, id) on delete cascade
);

-- item begins lag_days after after_item has ended.
create table plan_dependency (
  plan       varchar(64) not null,
  item       varchar(60) not null,
  after_item varchar(60) not null,
  lag_days   integer     default 0 not null,
  primary key (plan, item, after_item),
  constraint plan_dependency_of_item foreign key (plan, item) references plan_item (plan, id) on delete cascade,
  constraint plan_dependency_on_item foreign key (plan, after_item) references plan_item (plan, id) on delete cascade
);

-- Templates that facilitators have kept, in the form of those that Jalon brings.
create table plan_template (
  id       varchar(60)  primary key,
  title    varchar(120) not null,
  body     varchar(100000) not null,
  kept_at  timestamp with time zone not null
);
