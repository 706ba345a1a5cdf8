-- The channels that count, comma separated; null: all. belief: what is believed before any figure. rules: the version of
-- the table go-pivot-stop that will judge. All three are frozen with the contract.
alter table experiment add column counted_channels varchar(4000);
alter table experiment add column belief varchar(20);
alter table experiment add column rules integer;
alter table experiment add column extended boolean default false not null;
alter table experiment add column recommended_at timestamp with time zone;
alter table experiment add column label varchar(60);
alter table experiment add column prior varchar(200);
alter table experiment add column amended_verdict text;
alter table experiment add column demands text;
alter table decision add column label varchar(60);
alter table decision add column prior varchar(200);
alter table decision add column amended_verdict text;
alter table decision add column demands text;

-- Weeks that were frozen before keep the rules of their time.
update experiment set belief = 'NOTHING',
  rules = (select max(version_) from act_re_decision_def where key_ = 'go-pivot-stop')
where frozen_at is not null;
update experiment set extended = true
where exists (select 1 from experiment_day d
  where d.journey = experiment.journey and d.iteration = experiment.iteration and d.number > 7);
