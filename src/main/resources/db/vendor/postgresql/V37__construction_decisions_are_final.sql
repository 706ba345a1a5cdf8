-- What a committee has decided stays as it is.
create trigger construction_decisions_are_final before update or delete on construction_decision
  for each row execute function refuse_change_of_decision();
create trigger construction_decisions_are_kept before truncate on construction_decision
  for each statement execute function refuse_change_of_decision();
