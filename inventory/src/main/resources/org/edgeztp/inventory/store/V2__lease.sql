-- Who holds which address of the provisioning network. One row for each address ever leased.
create table lease (
  address    varchar(15) not null primary key,
  client_key varchar(64) not null,
  mac        varchar(17) not null,
  expires    timestamp with time zone not null,
  state      varchar(16) not null
);
