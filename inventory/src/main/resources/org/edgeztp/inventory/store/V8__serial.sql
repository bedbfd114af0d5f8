-- Switches are known by serial number and hardware address together.
create index machine_serial on machine (serial);
