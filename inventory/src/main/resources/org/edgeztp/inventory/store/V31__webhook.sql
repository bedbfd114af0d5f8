-- How far each webhook got: the number of the last entry of the timeline that it has taken or passes over.
create table webhook (
  name varchar(63) primary key,
  seq  bigint      not null
);
