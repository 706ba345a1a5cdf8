-- Why the target is lower than the previous iteration's; frozen with the contract. Null: it is not, or nobody asked.
alter table experiment add column lower_target_reason varchar(2000);
-- The day from which an amendment holds; null in those that did not say: the day on which they were written.
alter table amendment add column holds_from date;
