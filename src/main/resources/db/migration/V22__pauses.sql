-- Since when a journey is paused, why, and who did it; null while it goes on.
alter table journey add column paused_at timestamp with time zone;
alter table journey add column paused_reason varchar(1000);
alter table journey add column paused_by varchar(64);

-- The day on which time stands still for a paused plan: its days pass no more.
alter table plan add column paused_on date;

-- Why no figures are taken while a journey is paused.
alter table experiment add column paused varchar(1200);

-- The morning on which a day's work is due, where a pause lies between; null: the next.
alter table experiment_day add column morning_on date;
