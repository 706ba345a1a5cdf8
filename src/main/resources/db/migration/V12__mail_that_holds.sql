-- Whom a message is for, what it depends on, and why it was set aside. kind and object: what a slice is asked before it
-- leaves; not_after: when it has lost its sense.
alter table outbox add column person varchar(64);
alter table outbox add column kind varchar(20);
alter table outbox add column object varchar(200);
alter table outbox add column not_after timestamp with time zone;
alter table outbox add column dropped_at timestamp with time zone;
alter table outbox add column dropped_why varchar(200);
create index outbox_written on outbox (created_at desc, message_key);
create index outbox_person on outbox (person);
create index outbox_recipient on outbox (recipient);

-- What was written before says it too, as far as it can be known.
update outbox set kind = 'invitation', object = substring(message_key from 12),
  person = (select i.member from invitation i where i.token_hash = substring(message_key from 12))
  where message_key like 'invitation-%';
update outbox set not_after = created_at + interval '1' day where message_key like 'morning-%' and sent_at is null;
