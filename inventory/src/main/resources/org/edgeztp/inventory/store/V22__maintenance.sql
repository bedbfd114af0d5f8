-- Why people work on a machine, while they do.
alter table machine add column maintenance varchar(400);
