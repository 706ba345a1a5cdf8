-- Ids are [a-z0-9-]{2,40}; instants carry their zone, days do not. SQL common to H2 and PostgreSQL.

create table cohort (
  id               varchar(40)   primary key,
  name             varchar(120)  not null,
  first_day        date          not null,
  second_day       date          not null,
  validation_start date          not null,
  restitution_day  date          not null,
  guides           varchar(8000),
  tools            varchar(8000)
);

create table team (
  id       varchar(40)  primary key,
  cohort   varchar(40)  not null references cohort (id),
  name     varchar(120) not null,
  group_id varchar(60)  not null unique
);
create index team_cohort on team (cohort);

create table team_member (
  team   varchar(40) not null references team (id),
  member varchar(40) not null,
  primary key (team, member)
);
create index team_member_member on team_member (member);

-- Only the hash of a token is kept.
create table invitation (
  token_hash varchar(64) primary key,
  member     varchar(40) not null,
  expires_at timestamp with time zone not null,
  used_at    timestamp with time zone
);

-- id: the process instance. open_team: the team while the journey is open, so that there is one at most.
create table journey (
  id               varchar(64)  primary key,
  kind             varchar(40)  not null,
  cohort           varchar(40)  not null references cohort (id),
  team             varchar(40)  not null references team (id),
  open_team        varchar(90)  unique,
  iteration        integer      not null,
  phase            varchar(40),
  first_day        date         not null,
  second_day       date         not null,
  validation_start date         not null,
  restitution_day  date         not null,
  opened_at        timestamp with time zone not null,
  closed_at        timestamp with time zone,
  outcome          varchar(20),
  reason           varchar(4000)
);
create index journey_team on journey (team, opened_at);
create index journey_cohort on journey (cohort);

create table journey_baseline (
  journey          varchar(64) not null references journey (id),
  iteration        integer     not null,
  first_day        date        not null,
  second_day       date        not null,
  validation_start date        not null,
  restitution_day  date        not null,
  primary key (journey, iteration)
);

create table journey_lateness (
  journey   varchar(64) not null references journey (id),
  iteration integer     not null,
  phase     varchar(40) not null,
  marked_at timestamp with time zone not null,
  awaited   varchar(60) not null,
  primary key (journey, iteration, phase)
);

-- One iteration of a journey puts one experiment to the test. channels: comma separated.
create table experiment (
  journey               varchar(64)   not null,
  iteration             integer       not null,
  team                  varchar(40)   not null,
  channels              varchar(4000) not null,
  opened_at             timestamp with time zone not null,
  target_rate           decimal(7, 4),
  minimum_visits        integer,
  spend_cap             decimal(12, 2),
  maximum_cost          decimal(12, 2),
  conversion_means      varchar(4000),
  contract_hash         varchar(64),
  frozen_at             timestamp with time zone,
  closed_at             timestamp with time zone,
  proposal              varchar(10),
  recommendation        varchar(20),
  recommendation_reason varchar(4000),
  table_version         varchar(80),
  primary key (journey, iteration)
);
create index experiment_team on experiment (team);

create table experiment_day (
  journey    varchar(64) not null,
  iteration  integer     not null,
  number     integer     not null,
  on_day     date        not null,
  incomplete boolean     not null,
  primary key (journey, iteration, number)
);

create table metric (
  journey     varchar(64)    not null,
  iteration   integer        not null,
  on_day      date           not null,
  channel     varchar(40)    not null,
  impressions bigint         not null,
  clicks      bigint         not null,
  visits      bigint         not null,
  conversions bigint         not null,
  spend       decimal(12, 2) not null,
  recorded_by varchar(64)    not null,
  recorded_at timestamp with time zone not null,
  primary key (journey, iteration, on_day, channel)
);

-- Written once, never updated. hash: over the row and previous_hash.
create table decision (
  journey               varchar(64)   not null,
  iteration             integer       not null,
  team                  varchar(40)   not null,
  position              integer       not null,
  decision              varchar(10)   not null,
  recommendation        varchar(20)   not null,
  recommendation_reason varchar(4000) not null,
  proposal              varchar(10)   not null,
  reason                varchar(4000),
  decided_by            varchar(64)   not null,
  decided_at            timestamp with time zone not null,
  table_version         varchar(80)   not null,
  contract              varchar(8000) not null,
  evidence              text          not null,
  previous_hash         varchar(64),
  hash                  varchar(64)   not null,
  primary key (journey, iteration),
  unique (team, position)
);

-- Messages leave through here: written with the work they tell of, sent by a job.
create table outbox (
  message_key varchar(200) primary key,
  recipient   varchar(320) not null,
  subject     varchar(200) not null,
  body        text         not null,
  created_at  timestamp with time zone not null,
  sent_at     timestamp with time zone,
  attempts    integer      not null,
  last_error  varchar(1000)
);
create index outbox_unsent on outbox (sent_at, created_at);

create table rehearsal_clock (
  offset_millis bigint not null
);
