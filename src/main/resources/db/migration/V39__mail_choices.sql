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
