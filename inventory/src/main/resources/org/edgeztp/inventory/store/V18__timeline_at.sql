-- What is old is looked for, to be forgotten.
create index timeline_at on timeline (at);
