create table bmc (
  machine varchar(16)  primary key references machine (id),
  driver  varchar(16)  not null,
  address varchar(255) not null,
  port    integer      not null,
  account varchar(255) not null,
  sealed  text         not null,
  certificate varchar(64)
);
