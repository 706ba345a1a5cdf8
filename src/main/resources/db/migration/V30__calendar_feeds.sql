-- An address at which a calendar application reads dates without a login, one a person and scope; of its secret only the
-- hash is kept. object: the plan or the team; empty for what concerns the person.
create table calendar_feed (
  id         varchar(36) primary key,
  token_hash varchar(64) not null unique,
  person     varchar(64) not null,
  scope      varchar(10) not null,
  object     varchar(64) not null,
  made_at    timestamp with time zone not null,
  unique (person, scope, object)
);

-- What a feed last said, so that it can tell what has changed since and what is cancelled. starts, ends: days, or moments
-- of the wall clock in Paris.
create table calendar_event (
  feed         varchar(36)  not null references calendar_feed (id) on delete cascade,
  uid          varchar(200) not null,
  hash         varchar(64)  not null,
  title        varchar(1000) not null,
  starts       varchar(20)  not null,
  ends         varchar(20)  not null,
  sequence     integer      not null,
  modified_at  timestamp with time zone not null,
  cancelled_at timestamp with time zone,
  primary key (feed, uid)
);
