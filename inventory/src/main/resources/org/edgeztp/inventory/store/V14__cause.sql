-- Why a machine failed, by its code; and what an entry shows to whoever asks why a machine is stuck.
alter table machine add column cause_code varchar(48);
alter table timeline add column sign varchar(32);
