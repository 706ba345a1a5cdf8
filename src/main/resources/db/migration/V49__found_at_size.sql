-- What fifty thousand teams would have the database read whole: what is due next, asked twice a second by each node, and
-- the weeks that closed last.
create index jalon_job_due on act_ru_job (duedate_);
create index experiment_closed on experiment (closed_at);
