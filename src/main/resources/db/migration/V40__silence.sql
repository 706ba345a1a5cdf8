-- Since when a team says that it is blocked, why, who said so, and until when that holds by itself; null where it never
-- did, or goes on.
alter table journey add column blocked_at timestamp with time zone;
alter table journey add column blocked_until timestamp with time zone;
alter table journey add column blocked_reason varchar(1000);
alter table journey add column blocked_by varchar(64);

-- How far the silence of a journey's team has been told: since when it is silent, and to whom that was told last.
create table silence_told (
  journey      varchar(64) primary key references journey (id),
  silent_since timestamp with time zone not null,
  told         varchar(12) not null
);

-- The last morning on which silences were looked for: one row, which one node alone moves on.
create table silence_round (
  looked_on date not null
);
insert into silence_round (looked_on) values (date '2000-01-01');
