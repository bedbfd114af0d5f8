-- The sites whose machines a token is for, between commas; of all where there are none.
alter table token add column sites varchar(2000) default '' not null;
