-- What an association's statutes say of its transformation, in each of their versions; the first is kept with the second.
-- majority: none where they are silent. Percent, and days.
create table statutes_version (
  track                   varchar(64)   not null references track (id),
  version                 integer       not null,
  adopted_on              date,
  foresees_transformation boolean       not null,
  quorum                  decimal(5, 2) not null,
  majority                decimal(5, 2),
  base                    varchar(10)   not null,
  abstentions_count       boolean       not null,
  second_quorum           decimal(5, 2) not null,
  notice_days             integer,
  second_notice_days      integer,
  link                    varchar(500),
  changes                 varchar(2000),
  recorded_by             varchar(64),
  recorded_at             timestamp with time zone not null,
  primary key (track, version)
);
