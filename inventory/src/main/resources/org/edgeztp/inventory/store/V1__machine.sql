create table machine (
  id         varchar(16)  primary key,
  site       varchar(64)  not null,
  mac        varchar(17)  not null unique,
  uuid       varchar(64),
  serial     varchar(256),
  address    varchar(15),
  hardware   text,
  hostname   varchar(63),
  profile    varchar(64),
  host_key   text,
  failed_in  varchar(16),
  cause      text,
  state      varchar(16)  not null,
  run        integer      not null,
  boot       integer      not null,
  since      timestamp(6) with time zone not null,
  deadline   timestamp(6) with time zone,
  version    bigint       not null,
  discovered bigint       generated always as identity
);

create index machine_state on machine (state, since);
create index machine_deadline on machine (deadline);

create table timeline (
  seq        bigint       generated always as identity primary key,
  machine    varchar(16)  not null references machine (id),
  run        integer      not null,
  at         timestamp(6) with time zone not null,
  kind       varchar(32)  not null,
  text       text         not null,
  from_state varchar(16),
  to_state   varchar(16),
  facts      text         not null
);

create index timeline_machine on timeline (machine, seq);
