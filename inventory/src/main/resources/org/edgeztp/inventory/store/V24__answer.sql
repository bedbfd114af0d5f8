-- What was answered to requests that carry a key, for those who ask again within a day.
create table answer (
  who         varchar(63)  not null,
  request_key varchar(255) not null,
  fingerprint char(64)     not null,
  begun       timestamp(6) with time zone not null,
  done        boolean      not null,
  status      integer,
  type        varchar(64),
  headers     text,
  body        text,
  primary key (who, request_key)
);

create index answer_begun on answer (begun);
