-- An account that never had a password has none: act_id_user.pwd_ is null. Until now each was made with a random one that
-- nobody knew. It is taken away where nothing can have replaced it: an invited member whose account has never been changed
-- (rev_) and whose id was never another's before. Everybody else is held to have a password.
update act_id_user set pwd_ = null
  where rev_ = 1
    and id_ in (select member from invitation)
    and id_ not in (select member from invitation where used_at is not null)
    and id_ not in (select user_id_ from act_id_membership where group_id_ not like 'team-%')
    and id_ not in (select user_id_ from act_id_info where key_ = 'single-sign-on' and user_id_ is not null)
    and id_ not in (select new_value_ from act_hi_op_log
                      where entity_type_ = 'User' and operation_type_ = 'Delete' and new_value_ is not null);

-- The invitations of all others are void, and their mails do not leave any more.
delete from outbox where sent_at is null and message_key in (select 'invitation-' || token_hash from invitation
  where used_at is null and member not in (select id_ from act_id_user where pwd_ is null));
delete from invitation where used_at is null and member not in (select id_ from act_id_user where pwd_ is null);

-- A row for each request to renew a forgotten password, kept for a day: they are counted. Only the hash of a token is kept.
create table password_renewal (
  token_hash   varchar(64) primary key,
  account      varchar(64) not null,
  requested_at timestamp with time zone not null,
  expires_at   timestamp with time zone not null
);
create index password_renewal_account on password_renewal (account, requested_at);
