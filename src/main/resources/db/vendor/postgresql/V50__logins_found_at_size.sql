-- Whoever logs in is found by the id or the address, in whatever case they are written.
create index jalon_user_id on act_id_user (lower(id_));
create index jalon_user_email on act_id_user (lower(email_));
