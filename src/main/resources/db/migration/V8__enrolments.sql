-- The people of a cohort that waits to be verified; id: the process instance. Gone once it is enrolled or given up.
create table enrolment_line (
  enrolment  varchar(64)  not null,
  number     integer      not null,
  team       varchar(120) not null,
  first_name varchar(60)  not null,
  last_name  varchar(60)  not null,
  email      varchar(120) not null,
  primary key (enrolment, number)
);
