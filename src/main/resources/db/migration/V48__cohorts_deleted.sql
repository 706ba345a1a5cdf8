-- A cohort that has had its time. deletion_asked_at: from when on it is seen nowhere; deleted_at: when all was gone that goes.
alter table cohort add column deletion_asked_at timestamp with time zone;
alter table cohort add column deleted_at timestamp with time zone;

-- When all was gone of a team that goes with its cohort.
alter table team add column erased_at timestamp with time zone;
