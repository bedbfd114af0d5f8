alter table machine add column own_address varchar(45);
