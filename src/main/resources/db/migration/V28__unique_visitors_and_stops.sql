-- What the conversions are set against, frozen with the contract; null: daily visits. unique_visitors: those of the week
-- over the channels that count, as they were last given. stopped_days: the last day of each of the experiment's
-- channels, in their order, comma separated; an empty place: it runs.
alter table experiment add column base varchar(20);
alter table experiment add column unique_visitors bigint;
alter table experiment add column stopped_days varchar(1000);

-- Every number of unique visitors that was given for a week; the last one counts.
create table unique_visitors (
  journey     varchar(64) not null,
  iteration   integer not null,
  number      integer not null,
  visitors    bigint not null,
  recorded_by varchar(64) not null,
  recorded_at timestamp with time zone not null,
  primary key (journey, iteration, number)
);
