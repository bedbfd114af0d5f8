-- A lease belongs to a network card; what the card's machine told of itself leads a replaced card to
-- the old address.
alter table lease drop column client_key;
alter table lease add column uuid varchar(36);
alter table lease add column serial varchar(64);
