-- What forms kept of apprentices before there was a list of them: people without a kind of contract, or a mere count.
alter table apprentice alter column contract drop not null;
alter table apprentice alter column recorded_by drop not null;
alter table track add column has_old_list boolean default true not null;
alter table track alter column has_old_list set default false;
alter table track add column declared_placed integer;
alter table track add column declared_active integer;
alter table track add column declared_on date;
