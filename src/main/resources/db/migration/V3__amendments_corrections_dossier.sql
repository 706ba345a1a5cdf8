-- Forecast rates are in percent, as the target is. organic_channels: comma separated.
alter table experiment add column organic_channels varchar(4000);
alter table experiment add column signal_strength varchar(10);
alter table experiment add column forecast_click_through_rate decimal(7, 4);
alter table experiment add column forecast_cost_per_click decimal(12, 2);
alter table experiment add column forecast_conversion_rate decimal(7, 4);
alter table experiment add column thresholds text;

-- The whole contract as it stands after each change that a facilitator makes once it is frozen.
create table amendment (
  journey          varchar(64)   not null,
  iteration        integer       not null,
  number           integer       not null,
  target_rate      decimal(7, 4) not null,
  minimum_visits   integer       not null,
  spend_cap        decimal(12, 2) not null,
  maximum_cost     decimal(12, 2) not null,
  conversion_means varchar(4000) not null,
  reason           varchar(2000) not null,
  amended_by       varchar(64)   not null,
  amended_at       timestamp with time zone not null,
  primary key (journey, iteration, number)
);

-- What a corrected row of metric said before.
create table metric_correction (
  journey      varchar(64)    not null,
  iteration    integer        not null,
  on_day       date           not null,
  channel      varchar(40)    not null,
  number       integer        not null,
  impressions  bigint         not null,
  clicks       bigint         not null,
  visits       bigint         not null,
  conversions  bigint         not null,
  spend        decimal(12, 2) not null,
  recorded_by  varchar(64)    not null,
  recorded_at  timestamp with time zone not null,
  corrected_by varchar(64)    not null,
  corrected_at timestamp with time zone not null,
  primary key (journey, iteration, on_day, channel, number)
);

alter table decision add column amendments text;
alter table decision add column thresholds text;
