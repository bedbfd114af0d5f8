-- IPv6 addresses are longer.
alter table machine alter column address set data type varchar(45);
