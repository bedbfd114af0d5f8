# Where the exporter listens, as ADDRESS:PORT; an address that is left out stands for all.
default['agents']['exporter']['listen'] = ':9100'

# Collectors of the node exporter that are off unless named, and those to turn off.
default['agents']['exporter']['enable'] = %w[systemd processes]
default['agents']['exporter']['disable'] = []

# What disks say of their health (SMART), every 15 minutes, and boards by IPMI. false takes the collectors away.
default['agents']['disks'] = true

# Neighbours on the network by LLDP, told and heard. false takes lldpd away.
default['agents']['neighbours'] = true

# Seconds between two looks at what the exporter does not see by itself: neighbours and the last converge.
default['agents']['telemetry_seconds'] = 60

# Name or address of the syslog server that gets all of the journal. nil takes away what an earlier converge set up.
default['agents']['log']['target'] = nil

# Its port. nil is 6514 with TLS and 514 without.
default['agents']['log']['port'] = nil

# Certificates, PEM, that vouch for the server: with them all is sent by TLS. nil is plain TCP.
default['agents']['log']['ca'] = nil

# The name in the server's certificate. nil is the target.
default['agents']['log']['name'] = nil

# Disk, in megabytes, for what the server does not take yet.
default['agents']['log']['queue_megabytes'] = 256
