-- Who coaches which team; where nobody of a cohort is given one, every coach sees them all.
create table coach_team (
  team  varchar(40) primary key references team (id),
  coach varchar(64) not null
);
create index coach_team_coach on coach_team (coach);

-- The id or the address of a team's coach, as a list names it.
alter table enrolment_line add column coach varchar(254);

-- What was said in a session with a team; read by the staff alone.
create table session_note (
  id           varchar(36)   primary key,
  team         varchar(40)   not null references team (id),
  held         date          not null,
  said         varchar(4000) not null,
  next_step    varchar(1000),
  author       varchar(64)   not null,
  written_at   timestamp with time zone not null,
  corrected_at timestamp with time zone
);
create index session_note_team on session_note (team);
create index session_note_author on session_note (author);

-- An archived cohort leaves the lists; all that is its own stays.
alter table cohort add column archived_at timestamp with time zone;

-- Which cohorts a person calls theirs.
create table my_cohort (
  person varchar(64) not null,
  cohort varchar(40) not null references cohort (id),
  primary key (person, cohort)
);
