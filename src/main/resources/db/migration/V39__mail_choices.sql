-- By which secret somebody declines messages without a login.
create table mail_reader (
  person varchar(64) not null primary key,
  secret varchar(64) not null unique
);

-- What somebody does without.
create table mail_declined (
  person varchar(64) not null,
  topic  varchar(20) not null,
  primary key (person, topic)
);

-- At which hour somebody gets the morning's mail, where it is not the usual one.
create table mail_hour (
  person  varchar(64) not null primary key,
  at_hour smallint not null
);

-- The last morning on which those of an hour were told: one node alone moves it on.
create table mail_morning (
  at_hour smallint not null primary key,
  told_on date not null
);
insert into mail_morning (at_hour, told_on) values (6, date '2000-01-01');
insert into mail_morning (at_hour, told_on) values (7, date '2000-01-01');
insert into mail_morning (at_hour, told_on) values (8, date '2000-01-01');
insert into mail_morning (at_hour, told_on) values (9, date '2000-01-01');
insert into mail_morning (at_hour, told_on) values (10, date '2000-01-01');
insert into mail_morning (at_hour, told_on) values (11, date '2000-01-01');
