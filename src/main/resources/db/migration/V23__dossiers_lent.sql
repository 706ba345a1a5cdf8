-- A team's decision dossier, lent by a link; of its secret only the hash is kept.
create table dossier_loan (
  id         varchar(36)  primary key,
  token_hash varchar(64)  not null unique,
  team       varchar(40)  not null references team (id),
  -- It shows the first so many decisions of the team, with what they rest on.
  decisions  integer      not null,
  borrower   varchar(120) not null,
  lent_by    varchar(64)  not null,
  lent_at    timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  openings   integer      not null default 0,
  opened_at  timestamp with time zone
);
create index dossier_loan_team on dossier_loan (team);
create index dossier_loan_lent_by on dossier_loan (lent_by);
