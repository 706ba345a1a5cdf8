-- When what a roadmap holds is to be done. due_month: the month of the roadmap, from 1. carried: how often it was put off
-- to the next.
create table roadmap_item (
  plan      varchar(64) not null,
  item      varchar(60) not null,
  due_month integer     not null,
  carried   integer     default 0 not null,
  primary key (plan, item),
  constraint roadmap_item_of_plan foreign key (plan, item) references plan_item (plan, id) on delete cascade
);
