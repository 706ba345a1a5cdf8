-- A decision that is written stays as it is.
create trigger decisions_are_final before update, delete on decision for each row call 'fr.jalon.validation.FinalDecisions';
