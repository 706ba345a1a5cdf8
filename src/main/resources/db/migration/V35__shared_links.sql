-- A link that a team shares: where it leads, the tags it carries there, and the code of the short address that counts its
-- visits. address: the destination with its tags, as visitors are sent there; place: 1, 2, 3… within the team.
create table shared_link (
  id           varchar(36)   primary key,
  team         varchar(40)   not null references team (id),
  place        integer       not null,
  code         varchar(8)    not null unique,
  label        varchar(120)  not null,
  destination  varchar(2000) not null,
  source       varchar(600)  not null,
  medium       varchar(40)   not null,
  campaign     varchar(600)  not null,
  content      varchar(600)  not null,
  address      varchar(4000) not null,
  made_by      varchar(64)   not null,
  made_at      timestamp with time zone not null,
  withdrawn_at timestamp with time zone,
  unique (team, place)
);
create index shared_link_made_by on shared_link (made_by);

-- How often the short address was visited on a day in Paris; nothing is kept of who did.
create table link_visits (
  link       varchar(36) not null references shared_link (id) on delete cascade,
  visited_on date        not null,
  visits     bigint      not null,
  primary key (link, visited_on)
);
