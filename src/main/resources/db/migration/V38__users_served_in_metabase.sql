-- Beside the visits of a month, the users served and the transactions that were reviewed in it.
create or replace view metabase_team_month as
select t.cohort, t.id as team, t.name as team_name, m.month_start,
  m.visits, m.visit_days, m.from_direct, m.from_search, m.from_websites, m.from_campaigns, m.from_social, m.from_others,
  j.kind as journey_kind, cast(j.opened_at at time zone 'UTC' as date) as journey_opened, j.step as journey_step, j.outcome as journey_outcome,
  m.users_served, m.transactions
from (
  select team, month_start, sum(visits) as visits, sum(visit_days) as visit_days,
    sum(from_direct) as from_direct, sum(from_search) as from_search, sum(from_websites) as from_websites,
    sum(from_campaigns) as from_campaigns, sum(from_social) as from_social, sum(from_others) as from_others,
    sum(users_served) as users_served, sum(transactions) as transactions
  from (
    select team, cast(date_trunc('month', visited_on) as date) as month_start, visits, 1 as visit_days,
      cast(null as bigint) as from_direct, cast(null as bigint) as from_search, cast(null as bigint) as from_websites,
      cast(null as bigint) as from_campaigns, cast(null as bigint) as from_social, cast(null as bigint) as from_others,
      cast(null as bigint) as users_served, cast(null as bigint) as transactions
    from measure_day
    union all
    select team, month_start, null, null,
      case origin when 'DIRECT' then visits end, case origin when 'SEARCH' then visits end,
      case origin when 'WEBSITE' then visits end, case origin when 'CAMPAIGN' then visits end,
      case origin when 'SOCIAL' then visits end, case origin when 'OTHER' then visits end, null, null
    from measure_origin
    union all
    select c.team, cast(date_trunc('month', r.reviewed_at at time zone 'UTC') as date), null, null, null, null, null,
      null, null, null, r.users_served, r.transactions
    from construction_review r
    join construction c on c.journey = r.journey
    union all
    select team, cast(date_trunc('month', opened_at at time zone 'UTC') as date), null, null, null, null, null, null,
      null, null, null, null
    from journey
  ) said
  group by team, month_start
) m
join team t on t.id = m.team
left join journey j on j.team = m.team
  and cast(date_trunc('month', j.opened_at at time zone 'UTC') as date) <= m.month_start
  and not exists (
    select 1 from journey later
    where later.team = m.team
      and cast(date_trunc('month', later.opened_at at time zone 'UTC') as date) <= m.month_start
      and (later.opened_at > j.opened_at or (later.opened_at = j.opened_at and later.id > j.id))
  );
