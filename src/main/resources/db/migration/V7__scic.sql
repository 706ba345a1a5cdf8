-- A team's way from association to SCIC. id: the root process instance. open_team: the team until the track is decided, so
-- that there is one at most. Targets are in euros and percent.
create table track (
  id                      varchar(64)   primary key,
  cohort                  varchar(40)   not null references cohort (id),
  team                    varchar(40)   not null references team (id),
  open_team               varchar(40)   unique,
  structure_name          varchar(120)  not null,
  start_day               date          not null,
  companies               integer       not null,
  apprentices             integer       not null,
  strong_interest_percent decimal(5, 2) not null,
  letters                 integer       not null,
  price_accepted_percent  decimal(5, 2) not null,
  price                   decimal(9, 2) not null,
  opened_at               timestamp with time zone not null,
  outcome                 varchar(20),
  closed_at               timestamp with time zone
);
create index track_team on track (team, opened_at);

-- Interviewing again adds rows. answers: the form's own, as JSON. Apprentices have no segment and no interest.
create table interview (
  id            bigint generated always as identity primary key,
  track         varchar(64)  not null references track (id),
  kind          varchar(20)  not null,
  segment       varchar(30),
  interest      varchar(10),
  accepts_price boolean,
  letter_signed boolean,
  answers       text         not null,
  recorded_by   varchar(64),
  recorded_at   timestamp with time zone not null
);
create index interview_track on interview (track);

create table partnership (
  track        varchar(64)  not null references track (id),
  category     varchar(20)  not null,
  partner      varchar(120) not null,
  contribution varchar(500) not null,
  signed_on    date         not null,
  primary key (track, category)
);

-- id: the line of the calendar of grants. Money in whole euros.
create table grant_application (
  track        varchar(64) not null references track (id),
  id           varchar(40) not null,
  deadline     date        not null,
  status       varchar(20) not null,
  asked        bigint,
  granted      bigint,
  received     bigint,
  spent        bigint,
  submitted_on date,
  answered_on  date,
  year_end     date,
  agreement_on date,
  reported_on  date,
  primary key (track, id)
);

-- figures: each KPI of the review by its id, as JSON.
create table milestone_review (
  track              varchar(64)    not null references track (id),
  months             integer        not null,
  status             varchar(20)    not null,
  apprentices_placed integer        not null,
  apprentices_active integer        not null,
  revenue            decimal(12, 2) not null,
  figures            text           not null,
  reviewed_by        varchar(64),
  reviewed_at        timestamp with time zone not null,
  primary key (track, months)
);
