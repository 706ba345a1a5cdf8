-- What a committee has decided stays as it is.
create trigger construction_decisions_are_final before update, delete on construction_decision
  for each row call 'fr.jalon.validation.FinalDecisions';
