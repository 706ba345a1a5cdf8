-- Whom a track has placed. Name and address go when they have been kept long enough; what is counted stays.
create table apprentice (
  id          varchar(36)  primary key,
  track       varchar(64)  not null references track (id),
  name        varchar(80),
  email       varchar(254),
  employer    varchar(120) not null,
  contract    varchar(20)  not null,
  starts_on   date         not null,
  ends_on     date,
  broken_on   date,
  filed_on    date,
  version     integer      not null,
  recorded_by varchar(64)  not null,
  recorded_at timestamp with time zone not null
);
create index apprentice_track on apprentice (track);
create index apprentice_email on apprentice (email);

-- What a step has not reached of its target as it was rendered, and why.
create table shortfall (
  track   varchar(64)   not null references track (id),
  target  varchar(40)   not null,
  reached integer       not null,
  reason  varchar(1000) not null,
  said_by varchar(64),
  said_at timestamp with time zone not null,
  primary key (track, target)
);

-- The companies to interview in each segment at least; null: a quarter of the target.
alter table track add column segment_least integer;

-- Who was interviewed, apart from what was answered.
alter table interview add column person varchar(120);
alter table interview add column email varchar(254);
create index interview_email on interview (email);
