-- An address of a list that waits to be verified may be as long as any that mail servers take.
alter table enrolment_line alter column email set data type varchar(254);
