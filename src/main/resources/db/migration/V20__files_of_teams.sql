-- Files that a team keeps.
create table team_file (
  id       varchar(36)  primary key,
  team     varchar(40)  not null references team (id),
  name     varchar(120) not null,
  length   bigint       not null,
  author   varchar(64)  not null,
  filed_at timestamp with time zone not null
);
create index team_file_team on team_file (team);
create index team_file_author on team_file (author);

-- What is in them, in parts: no file is ever whole in memory.
create table team_file_part (
  file     varchar(36) not null references team_file (id) on delete cascade,
  position integer     not null,
  content  bytea       not null,
  primary key (file, position)
);
