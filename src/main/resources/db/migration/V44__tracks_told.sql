-- What of a track its team and facilitators have been told in a morning: a task that is soon due or late, a funder's
-- deadline that comes near, a review, an assembly; each with the day that it is about, so that another day is told anew.
create table track_told (
  track   varchar(64)  not null references track (id),
  what    varchar(200) not null,
  told_on date         not null,
  primary key (track, what)
);

-- The last morning on which tracks were looked through: one row, which one node alone moves on.
create table track_round (
  looked_on date not null
);
insert into track_round (looked_on) values (date '2000-01-01');
