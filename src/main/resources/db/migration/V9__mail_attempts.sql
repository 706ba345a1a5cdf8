-- When a message is tried next: null once it is sent, refused for good or given up.
alter table outbox add column next_attempt_at timestamp with time zone;
alter table outbox add column abandoned_at timestamp with time zone;
update outbox set next_attempt_at = created_at where sent_at is null;
create index outbox_due on outbox (next_attempt_at);
