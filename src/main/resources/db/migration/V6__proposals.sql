-- Why a team proposes what it proposes.
alter table experiment add column proposal_reason varchar(4000);
alter table experiment add column learnings varchar(4000);
alter table decision add column proposal_reason varchar(4000);
alter table decision add column learnings varchar(4000);
