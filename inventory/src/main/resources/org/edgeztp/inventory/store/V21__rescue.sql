-- Where a machine goes on when it leaves its rescue.
alter table machine add column resumes varchar(16);
