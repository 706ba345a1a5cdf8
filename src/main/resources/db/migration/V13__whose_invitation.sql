-- Whose invitation it is, is asked for each person of a cohort.
create index invitation_member on invitation (member);
