-- The construction of a digital service.

-- learnt: what the journey before it has taught, as JSON. served_*: the first user, without a name, and the transaction.
create table construction (
  journey            varchar(64)  primary key,
  team               varchar(40)  not null,
  learnt             varchar(100000),
  served_who         varchar(200),
  served_on          date,
  served_transaction varchar(2000),
  served_by          varchar(64),
  served_at          timestamp with time zone,
  delay_why          varchar(2000),
  delay_dropped      varchar(2000),
  delay_by           varchar(64),
  delay_at           timestamp with time zone
);
create index construction_of_team on construction (team);

-- What became of a month. visits: absent where nobody knows them. came_of, test_held: of the test of the review before.
create table construction_review (
  journey      varchar(64) not null references construction (journey),
  review_month integer     not null,
  users_served integer     not null,
  transactions integer     not null,
  visits       integer,
  came_of      varchar(2000),
  test_held    varchar(20),
  next_test    varchar(1000) not null,
  next_measure varchar(500)  not null,
  next_threshold varchar(200) not null,
  next_action  varchar(1000) not null,
  reviewed_by  varchar(64)  not null,
  reviewed_at  timestamp with time zone not null,
  primary key (journey, review_month)
);

-- What irritates again and again; times: how often it was met, all months together.
create table construction_irritant (
  journey     varchar(64)  not null references construction (journey),
  title       varchar(200) not null,
  times       integer      not null,
  first_month integer      not null,
  last_month  integer      not null,
  settled     boolean      default false not null,
  primary key (journey, title)
);

-- A look from outside that a team has asked for. missing: METHOD, PRODUCT or MEANS.
create table construction_help (
  journey     varchar(64) not null references construction (journey),
  number      integer     not null,
  missing     varchar(20) not null,
  question    varchar(2000) not null,
  asked_by    varchar(64) not null,
  asked_at    timestamp with time zone not null,
  answer      varchar(4000),
  answered_by varchar(64),
  answered_at timestamp with time zone,
  primary key (journey, number)
);

-- What a committee has decided, and the pack that it saw; written once, chained to the decision before.
create table construction_decision (
  journey       varchar(64)  not null references construction (journey),
  position      integer      not null,
  team          varchar(40)  not null,
  decided_month integer      not null,
  decision      varchar(20)  not null,
  reason        varchar(4000) not null,
  learnt        varchar(4000),
  pack          varchar(1000000) not null,
  decided_by    varchar(64)  not null,
  decided_at    timestamp with time zone not null,
  previous_hash varchar(64),
  hash          varchar(64)  not null,
  primary key (journey, position)
);
