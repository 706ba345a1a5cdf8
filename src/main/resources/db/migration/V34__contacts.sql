-- Whom a team wants to serve, people and organisations without an account. version: counts the entries of its history.
create table contact (
  id          varchar(36)  primary key,
  team        varchar(40)  not null references team (id),
  name        varchar(120) not null,
  email       varchar(254),
  phone       varchar(30),
  channel     varchar(60),
  state       varchar(12)  not null,
  followed_by varchar(64),
  next_action varchar(200),
  next_on     date,
  version     integer      not null,
  acted_at    timestamp with time zone not null,
  unique (team, email)
);
create index contact_team on contact (team, state, next_on);
create index contact_email on contact (email);
create index contact_acted on contact (acted_at);
create index contact_next on contact (next_on);
create index contact_followed on contact (followed_by);

-- What was done about a contact, one entry a version.
create table contact_entry (
  contact     varchar(36) not null references contact (id) on delete cascade,
  version     integer     not null,
  kind        varchar(10) not null,
  from_state  varchar(12),
  to_state    varchar(12),
  done_action varchar(200),
  next_action varchar(200),
  next_on     date,
  said        varchar(2000),
  done_by     varchar(64) not null,
  done_at     timestamp with time zone not null,
  primary key (contact, version)
);
create index contact_entry_by on contact_entry (done_by);

-- Who does not want to be told of a team's contacts each morning.
create table contact_silence (
  team   varchar(40) not null references team (id),
  person varchar(64) not null,
  primary key (team, person)
);
create index contact_silence_person on contact_silence (person);

-- The last morning on which people were told of their contacts: one row, which one node alone moves on.
create table contact_round (
  told_on date not null
);
insert into contact_round (told_on) values (date '2000-01-01');
