-- Where a team's audience is measured. token: Matomo's, sealed by a key that is not in the database; null where there is
-- none. tried_at: when Jalon last asked; read_at: when it last got an answer; next_at: when it asks next. failing_since and
-- fault: from when on it has got none, and why.
create table measure_connection (
  team          varchar(40)  primary key references team (id),
  address       varchar(300) not null,
  site          integer      not null,
  token         varchar(1000),
  saved_by      varchar(64)  not null,
  saved_at      timestamp with time zone not null,
  next_at       timestamp with time zone not null,
  tried_at      timestamp with time zone,
  read_at       timestamp with time zone,
  failures      integer      default 0 not null,
  failing_since timestamp with time zone,
  fault         varchar(600)
);
create index measure_connection_saved_by on measure_connection (saved_by);

-- Visits of a day that has figures; a day without a row has none.
create table measure_day (
  team       varchar(40) not null references team (id),
  visited_on date        not null,
  visits     bigint      not null,
  primary key (team, visited_on)
);

-- Where the visits of a month came from.
create table measure_origin (
  team        varchar(40) not null references team (id),
  month_start date        not null,
  origin      varchar(10) not null,
  visits      bigint      not null,
  primary key (team, month_start, origin)
);

-- What Metabase may read, and nothing else: one row a team and month that has visits or saw a journey begin. The journey is
-- the one begun last by the end of that month, as it stands now. No column says anything about a person.
create view metabase_team_month as
select t.cohort, t.id as team, t.name as team_name, m.month_start,
  m.visits, m.visit_days, m.from_direct, m.from_search, m.from_websites, m.from_campaigns, m.from_social, m.from_others,
  j.kind as journey_kind, cast(j.opened_at at time zone 'UTC' as date) as journey_opened, j.step as journey_step, j.outcome as journey_outcome
from (
  select team, month_start, sum(visits) as visits, sum(visit_days) as visit_days,
    sum(from_direct) as from_direct, sum(from_search) as from_search, sum(from_websites) as from_websites,
    sum(from_campaigns) as from_campaigns, sum(from_social) as from_social, sum(from_others) as from_others
  from (
    select team, cast(date_trunc('month', visited_on) as date) as month_start, visits, 1 as visit_days,
      cast(null as bigint) as from_direct, cast(null as bigint) as from_search, cast(null as bigint) as from_websites,
      cast(null as bigint) as from_campaigns, cast(null as bigint) as from_social, cast(null as bigint) as from_others
    from measure_day
    union all
    select team, month_start, null, null,
      case origin when 'DIRECT' then visits end, case origin when 'SEARCH' then visits end,
      case origin when 'WEBSITE' then visits end, case origin when 'CAMPAIGN' then visits end,
      case origin when 'SOCIAL' then visits end, case origin when 'OTHER' then visits end
    from measure_origin
    union all
    select team, cast(date_trunc('month', opened_at at time zone 'UTC') as date), null, null, null, null, null, null, null, null
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
