-- Secrets that the machines of a site share, each sealed for its site and name.
create table secret (
  site    varchar(63)  not null,
  name    varchar(127) not null,
  made    timestamp(6) with time zone not null,
  made_by varchar(63)  not null,
  sealed  text         not null,
  primary key (site, name)
);

-- Which roles machines have taken since they were installed, and what each wants others to know.
create table published (
  machine varchar(16)  not null,
  role    varchar(127) not null,
  told    text         not null,
  primary key (machine, role)
);
