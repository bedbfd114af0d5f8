-- What a machine boots with, and what its network boots have shown (BootTrail).
alter table machine add column architecture varchar(16) default 'UNKNOWN' not null;
alter table machine add column loader varchar(16) default 'UNKNOWN' not null;
alter table machine add column loader_awaited boolean default false not null;
alter table machine add column net_boots integer default 0 not null;
alter table machine add column net_booted timestamp(6) with time zone;
alter table machine add column fault varchar(32);
alter table machine add column fault_text text;
