-- One row for every journey of whatever kind; what belongs to a kind stands in that kind's rows.

alter table journey rename to bootcamp;
alter table journey_baseline rename to bootcamp_baseline;
alter table journey_lateness rename to bootcamp_lateness;

-- id: the process instance. only_open: kind and team while it is undecided, where a team has one at a time. late_from: from
-- when on it is late unless its step is passed before. The tasks are those open now, by whom they wait for; since: from when
-- on without a pause. last_sign_at: when a member last wrote something.
create table journey (
  id                varchar(64)  primary key,
  kind              varchar(40)  not null,
  team              varchar(40)  not null references team (id),
  journey_key       varchar(255) not null,
  title             varchar(200) not null,
  only_open         varchar(90)  unique,
  opened_at         timestamp with time zone not null,
  closed_at         timestamp with time zone,
  outcome           varchar(20),
  reason            varchar(4000),
  step              varchar(60),
  late_from         timestamp with time zone,
  next_gate         varchar(60),
  next_gate_at      timestamp with time zone,
  team_tasks        integer      default 0 not null,
  team_since        timestamp with time zone,
  coach_tasks       integer      default 0 not null,
  coach_since       timestamp with time zone,
  facilitator_tasks integer      default 0 not null,
  facilitator_since timestamp with time zone,
  last_sign_at      timestamp with time zone
);
create index journey_of_team on journey (team, opened_at);
create index journey_of_kind on journey (kind, closed_at);

insert into journey (id, kind, team, journey_key, title, only_open, opened_at, closed_at, outcome, reason, step)
select id, 'idea-to-decision', team, cohort || '/' || team, 'De l’idée à la décision', open_team, opened_at, closed_at,
  outcome, reason, phase
from bootcamp;

insert into journey (id, kind, team, journey_key, title, only_open, opened_at, closed_at, outcome, step)
select t.id, 'association-to-scic', t.team,
  coalesce((select max(h.business_key_) from act_hi_procinst h where h.proc_inst_id_ = t.id), t.cohort || '/' || t.team || '/scic'),
  t.structure_name, case when t.open_team is null then null else 'association-to-scic/' || t.team end,
  t.opened_at, t.closed_at, t.outcome,
  (select min(a.act_id_) from act_hi_actinst a
    where a.proc_inst_id_ = t.id and a.end_time_ is null
      and a.act_id_ in ('association-creation', 'proof-of-concept', 'scic-transformation'))
from track t;

-- Whom the open tasks wait for: their team where it may do them, then a coach, then facilitators; what runs beside counts not.
update journey set
  team_tasks = (select count(*) from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
    where e.root_proc_inst_id_ = journey.id
      and t.task_def_key_ not in ('welcome', 'coach-mvp', 'collect-feedback', 'run-marketing-workshop', 'coach-landing-page')
      and exists (select 1 from act_ru_identitylink l
        where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ like 'team-%')),
  team_since = (select min(cast(t.create_time_ as timestamp with time zone))
    from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
    where e.root_proc_inst_id_ = journey.id
      and t.task_def_key_ not in ('welcome', 'coach-mvp', 'collect-feedback', 'run-marketing-workshop', 'coach-landing-page')
      and exists (select 1 from act_ru_identitylink l
        where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ like 'team-%')),
  facilitator_tasks = (select count(*) from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
    where e.root_proc_inst_id_ = journey.id
      and t.task_def_key_ not in ('welcome', 'coach-mvp', 'collect-feedback', 'run-marketing-workshop', 'coach-landing-page')
      and not exists (select 1 from act_ru_identitylink l
        where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ like 'team-%')),
  facilitator_since = (select min(cast(t.create_time_ as timestamp with time zone))
    from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
    where e.root_proc_inst_id_ = journey.id
      and t.task_def_key_ not in ('welcome', 'coach-mvp', 'collect-feedback', 'run-marketing-workshop', 'coach-landing-page')
      and not exists (select 1 from act_ru_identitylink l
        where l.task_id_ = t.id_ and l.type_ = 'candidate' and l.group_id_ like 'team-%')),
  last_sign_at = (select max(cast(h.end_time_ as timestamp with time zone)) from act_hi_taskinst h
    join team_member m on m.member = h.assignee_ and m.team = journey.team
    where h.root_proc_inst_id_ = journey.id and h.end_time_ is not null)
where closed_at is null;

-- What the row of a journey has now.
create index bootcamp_of_team on bootcamp (team);
create index track_of_team on track (team);
drop index journey_team;
drop index track_team;
alter table bootcamp drop column kind;
alter table bootcamp drop column open_team;
alter table bootcamp drop column opened_at;
alter table bootcamp drop column closed_at;
alter table bootcamp drop column outcome;
alter table bootcamp drop column reason;
alter table bootcamp drop column phase;
alter table track drop column open_team;
alter table track drop column opened_at;
alter table track drop column outcome;
alter table track drop column closed_at;

alter table bootcamp add constraint bootcamp_is_journey foreign key (id) references journey (id);
alter table track add constraint track_is_journey foreign key (id) references journey (id);

-- Every bootcamp has a plan: its phases and its ten days, as first planned, as planned now, and as lived. What passes is a
-- day: it is lived as time passes.
alter table plan_item add column passes boolean default false not null;

insert into plan (id, kind, team, title, start_day, opened_at, closed_at)
select j.id, j.kind, j.team, j.title, b.first_day, j.opened_at, j.closed_at
from journey j
join bootcamp b on b.id = j.id;

create table bootcamp_item (
  position integer, id varchar(40), title varchar(80), section varchar(40), phase varchar(40),
  from_day varchar(20), from_days integer, to_day varchar(20), to_days integer
);
insert into bootcamp_item values
  (1, 'preparation', 'Préparation', 'Phases', 'preparation', 'opened', 0, 'first', -1),
  (2, 'ideation', 'Idéation', 'Phases', 'ideation', 'first', 0, 'first', 0),
  (3, 'planning', 'Planification', 'Phases', 'planning', 'first', 0, 'first', 0),
  (4, 'prototyping', 'Prototypage', 'Phases', 'prototyping', 'second', 0, 'second', 0),
  (5, 'activation', 'Activation marketing', 'Phases', 'activation', 'second', 0, 'second', 0),
  (6, 'validation', 'Semaine de validation', 'Phases', 'validation', 'validation', 0, 'validation', 7),
  (7, 'restitution', 'Restitution finale', 'Phases', 'restitution', 'restitution', 0, 'restitution', 0),
  (8, 'first-day', 'Premier jour', 'Jours', 'planning', 'first', 0, 'first', 0),
  (9, 'second-day', 'Deuxième jour', 'Jours', 'activation', 'second', 0, 'second', 0),
  (10, 'validation-day-1', 'Validation, jour 1', 'Jours', 'validation', 'validation', 0, 'validation', 0),
  (11, 'validation-day-2', 'Validation, jour 2', 'Jours', 'validation', 'validation', 1, 'validation', 1),
  (12, 'validation-day-3', 'Validation, jour 3', 'Jours', 'validation', 'validation', 2, 'validation', 2),
  (13, 'validation-day-4', 'Validation, jour 4', 'Jours', 'validation', 'validation', 3, 'validation', 3),
  (14, 'validation-day-5', 'Validation, jour 5', 'Jours', 'validation', 'validation', 4, 'validation', 4),
  (15, 'validation-day-6', 'Validation, jour 6', 'Jours', 'validation', 'validation', 5, 'validation', 5),
  (16, 'validation-day-7', 'Validation, jour 7', 'Jours', 'validation', 'validation', 6, 'validation', 6),
  (17, 'restitution-day', 'Restitution', 'Jours', 'restitution', 'restitution', 0, 'restitution', 0);

insert into plan_item (plan, id, position, title, section, baseline_start, baseline_end, planned_start, planned_end, passes)
select b.id,
  i.id || case when l.iteration > 1 then '-i' || l.iteration else '' end,
  (l.iteration - 1) * 100 + i.position,
  i.title,
  case when l.iteration > 1 then 'Itération ' || l.iteration || ', ' || lower(i.section) else i.section end,
  case i.from_day
    when 'opened' then case when cast(j.opened_at as date) < l.first_day then cast(j.opened_at as date) else l.first_day - 1 end
    when 'first' then l.first_day when 'second' then l.second_day
    when 'validation' then l.validation_start + i.from_days else l.restitution_day end,
  case i.to_day
    when 'first' then l.first_day + i.to_days when 'second' then l.second_day
    when 'validation' then l.validation_start + i.to_days else l.restitution_day end,
  case i.from_day
    when 'opened' then case when cast(j.opened_at as date) < b.first_day then cast(j.opened_at as date) else b.first_day - 1 end
    when 'first' then b.first_day when 'second' then b.second_day
    when 'validation' then b.validation_start + i.from_days else b.restitution_day end,
  case i.to_day
    when 'first' then b.first_day + i.to_days when 'second' then b.second_day
    when 'validation' then b.validation_start + i.to_days else b.restitution_day end,
  i.position > 7
from bootcamp b
join journey j on j.id = b.id
join bootcamp_baseline l on l.journey = b.id
cross join bootcamp_item i;

-- An earlier iteration keeps its own days.
update plan_item set planned_start = baseline_start, planned_end = baseline_end
where exists (select 1 from bootcamp b
  where b.id = plan_item.plan and (plan_item.position - 1) / 100 + 1 < b.iteration);

-- As lived: by the phase's own history, of its first iteration or its last.
update plan_item set
  actual_start = case when position > 100
    then (select max(cast(a.start_time_ as date)) from act_hi_actinst a join bootcamp_item i on i.phase = a.act_id_
      where a.proc_inst_id_ = plan_item.plan and i.position = mod(plan_item.position, 100) and i.section = 'Phases')
    else (select min(cast(a.start_time_ as date)) from act_hi_actinst a join bootcamp_item i on i.phase = a.act_id_
      where a.proc_inst_id_ = plan_item.plan and i.position = mod(plan_item.position, 100) and i.section = 'Phases') end,
  actual_end = case when position > 100
    then (select max(cast(a.end_time_ as date)) from act_hi_actinst a join bootcamp_item i on i.phase = a.act_id_
      where a.proc_inst_id_ = plan_item.plan and i.position = mod(plan_item.position, 100) and i.section = 'Phases'
        and a.end_time_ is not null and a.act_inst_state_ <> 2)
    else (select min(cast(a.end_time_ as date)) from act_hi_actinst a join bootcamp_item i on i.phase = a.act_id_
      where a.proc_inst_id_ = plan_item.plan and i.position = mod(plan_item.position, 100) and i.section = 'Phases'
        and a.end_time_ is not null and a.act_inst_state_ <> 2) end
where plan in (select id from bootcamp) and mod(position, 100) < 8;

drop table bootcamp_item;
drop table bootcamp_baseline;

-- From when on each is late, and the gate ahead: to the day; what moves them next gives the hour.
update journey set
  late_from = coalesce(
    (select max(l.marked_at) from bootcamp_lateness l join bootcamp b on b.id = l.journey
      where l.journey = journey.id and l.iteration = b.iteration and l.phase = journey.step),
    (select cast(max(p.planned_end) + 1 as timestamp with time zone) from plan_item p
      where p.plan = journey.id and p.actual_start is not null and p.actual_end is null and mod(p.position, 100) < 8)),
  next_gate = case when step = 'restitution' then 'decide' else 'gate-' || step end,
  next_gate_at = (select cast(max(p.planned_end) as timestamp with time zone) from plan_item p
    where p.plan = journey.id and p.actual_start is not null and p.actual_end is null and mod(p.position, 100) < 8)
where kind = 'idea-to-decision' and closed_at is null and step is not null;

update journey set
  late_from = (select cast(min(p.planned_end) + 1 as timestamp with time zone) from plan_item p
    where p.plan = journey.id and p.actual_end is null),
  next_gate = case step when 'association-creation' then 'gate-creation' when 'proof-of-concept' then 'gate-model' end,
  next_gate_at = (select cast(max(p.planned_end) as timestamp with time zone) from plan_item p
    where p.plan = journey.id and p.id = case journey.step
      when 'association-creation' then 'build-platform-prototype' when 'proof-of-concept' then 'validate-model' end)
where kind = 'association-to-scic' and closed_at is null and outcome is null;
