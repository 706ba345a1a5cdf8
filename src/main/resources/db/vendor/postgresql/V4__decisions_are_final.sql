-- A decision that is written stays as it is.
create function refuse_change_of_decision() returns trigger as $$
begin
  raise exception 'a decision is final';
end;
$$ language plpgsql;

create trigger decisions_are_final before update or delete on decision
  for each row execute function refuse_change_of_decision();
create trigger decisions_are_kept before truncate on decision
  for each statement execute function refuse_change_of_decision();
