-- A figure that nobody gave is null: unknown, which is not 0. Attribution shares conversions out, to two decimals.
alter table metric alter column impressions drop not null;
alter table metric alter column clicks drop not null;
alter table metric alter column visits drop not null;
alter table metric alter column conversions drop not null;
alter table metric alter column conversions set data type decimal(12, 2);
alter table metric alter column spend drop not null;
alter table metric_correction alter column impressions drop not null;
alter table metric_correction alter column clicks drop not null;
alter table metric_correction alter column visits drop not null;
alter table metric_correction alter column conversions drop not null;
alter table metric_correction alter column conversions set data type decimal(12, 2);
alter table metric_correction alter column spend drop not null;
