-- What is typed into the form of an open task and not finished yet: one a task, for whoever may work on it. A draft that
-- is saved over another names the version that it has seen.
create table task_draft (
  task     varchar(64)  primary key,
  team     varchar(40)  not null references team (id),
  version  integer      not null,
  author   varchar(64)  not null,
  saved_at timestamp with time zone not null,
  answers  text         not null
);
create index task_draft_team on task_draft (team);
create index task_draft_author on task_draft (author);
