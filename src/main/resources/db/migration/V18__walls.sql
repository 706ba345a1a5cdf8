-- Whom a message is for stands in its row. Those of before said it by the end of their key, a known one, or by their address.
update outbox set person = left(regexp_replace(message_key, '^guides-[0-9a-f-]{36}-', ''), 64)
  where person is null and message_key like 'guides-%' and regexp_replace(message_key, '^guides-[0-9a-f-]{36}-', '') <> message_key;
update outbox set person = left(regexp_replace(message_key, '^morning-[0-9a-f-]{36}-[0-9]+-[0-9]+-', ''), 64)
  where person is null and message_key like 'morning-%' and regexp_replace(message_key, '^morning-[0-9a-f-]{36}-[0-9]+-[0-9]+-', '') <> message_key;
update outbox set person = left(regexp_replace(message_key, '^week-moved-[0-9a-f-]{36}-[0-9]+-', ''), 64)
  where person is null and message_key like 'week-moved-%' and regexp_replace(message_key, '^week-moved-[0-9a-f-]{36}-[0-9]+-', '') <> message_key;
update outbox set person = left(regexp_replace(message_key, '^late-[0-9a-f-]{36}-[0-9]+-[a-z]+-([0-9]{4}-[0-9]{2}-[0-9]{2}-)?', ''), 64)
  where person is null and message_key like 'late-%' and regexp_replace(message_key, '^late-[0-9a-f-]{36}-[0-9]+-[a-z]+-([0-9]{4}-[0-9]{2}-[0-9]{2}-)?', '') <> message_key;
update outbox set person = left(regexp_replace(message_key, '^password-[0-9a-f]{64}-', ''), 64)
  where person is null and message_key like 'password-%' and regexp_replace(message_key, '^password-[0-9a-f]{64}-', '') <> message_key;
update outbox set person = (select min(u.id_) from act_id_user u where lower(u.email_) = lower(recipient) having count(*) = 1)
  where person is null;

-- What is withdrawn is found by what it says.
update outbox set kind = 'password', object = substring(message_key from 10 for 64)
  where kind is null and message_key like 'password-%';
create index outbox_object on outbox (object);

-- The days of a bootcamp are the bootcamp's: a cohort without one has none. begins: what lists of cohorts are in order of.
create table edition (
  cohort           varchar(40) primary key references cohort (id),
  first_day        date        not null,
  second_day       date        not null,
  validation_start date        not null,
  restitution_day  date        not null
);
insert into edition (cohort, first_day, second_day, validation_start, restitution_day)
  select id, first_day, second_day, validation_start, restitution_day from cohort;
alter table cohort add column begins date;
update cohort set begins = first_day;
alter table cohort alter column begins set not null;
alter table cohort drop column first_day;
alter table cohort drop column second_day;
alter table cohort drop column validation_start;
alter table cohort drop column restitution_day;
