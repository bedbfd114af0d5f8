# The machine's name. nil leaves the name that the installation gave.
default['base']['hostname'] = nil

# Age in seconds at which the package lists are fetched again.
default['base']['apt']['refresh_seconds'] = 86_400

# Time servers, names or addresses, in order of preference. Empty leaves the servers that DHCP gave.
default['base']['time']['servers'] = %w[0.debian.pool.ntp.org 1.debian.pool.ntp.org]

# The account people log in with. nil makes no account.
default['base']['operator']['name'] = 'ops'

# Public keys that open it, one line of OpenSSH each. The account has no password.
default['base']['operator']['authorized_keys'] = []

# Its login shell.
default['base']['operator']['shell'] = '/bin/bash'
