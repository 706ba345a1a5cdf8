-- What a track has sold to companies, month by month, without grants. month_start: its first day.
create table revenue (
  track       varchar(64)    not null references track (id),
  month_start date           not null,
  amount      decimal(12, 2) not null,
  entered_by  varchar(64)    not null,
  entered_at  timestamp with time zone not null,
  primary key (track, month_start)
);
