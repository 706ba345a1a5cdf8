-- An invitation that was handed out for a member opens nothing to an account that is the staff's by now, and the other
-- way round.
alter table invitation add column is_for_staff boolean default false not null;
