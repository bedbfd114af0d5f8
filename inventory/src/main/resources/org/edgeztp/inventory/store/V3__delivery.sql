create table delivery (
  machine      varchar(16) not null references machine (id),
  run          integer     not null,
  event_id     varchar(64) not null unique,
  evidence     bigint      not null,
  attempts     integer     not null,
  next_at      timestamp(6) with time zone not null,
  last_error   text,
  offered_at   timestamp(6) with time zone,
  confirmed_at timestamp(6) with time zone,
  reference    text,
  version      bigint      not null,
  primary key (machine, run)
);
