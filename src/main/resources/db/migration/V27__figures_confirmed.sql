-- What was hard to believe of a row of figures when it was recorded, and who recorded it has confirmed; null: nothing.
alter table metric add column confirmed varchar(1000);
alter table metric_correction add column confirmed varchar(1000);
-- What the team meant to spend a day on each of the experiment's channels, in their order, comma separated; an empty
-- place: nothing was said.
alter table experiment add column daily_budgets varchar(1000);
-- Whether a closed week is at its gate, where what is missing is still taken.
alter table experiment add column at_gate boolean default false not null;
update experiment set at_gate = true
where closed_at is not null and recommendation is null and exists (
  select 1 from journey j where j.id = experiment.journey and j.closed_at is null);
