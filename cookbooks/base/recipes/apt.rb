# On a first boot the distribution's own update may hold the lock of dpkg for minutes.
file '/etc/apt/apt.conf.d/90base-lock' do
  content %(DPkg::Lock::Timeout "300";\n)
  owner 'root'
  group 'root'
  mode '0644'
end

# The lock of the package lists has no such wait, hence the retries.
apt_update 'package lists' do
  frequency node['base']['apt']['refresh_seconds']
  retries 5
  retry_delay 10
  action :periodic
end
