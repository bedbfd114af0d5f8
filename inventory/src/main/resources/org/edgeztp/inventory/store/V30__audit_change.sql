-- What differs of what a request changed, as JSON: field, before, after. Not known of older entries.
alter table audit add column changed text;
