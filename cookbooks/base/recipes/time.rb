servers = node['base']['time']['servers']

package 'systemd-timesyncd' do
  options '--no-install-recommends'
end

directory '/etc/systemd/timesyncd.conf.d' do
  owner 'root'
  group 'root'
  mode '0755'
end

template '/etc/systemd/timesyncd.conf.d/base.conf' do
  source 'timesyncd.conf.erb'
  variables(servers: servers)
  owner 'root'
  group 'root'
  mode '0644'
  action servers.empty? ? :delete : :create
  notifies :restart, 'service[systemd-timesyncd]'
end

# An image may come with the service masked, to be quick at its first boot.
service 'systemd-timesyncd' do
  action %i[unmask enable start]
  only_if { ::File.directory?('/run/systemd/system') }
  # A container has the clock of its host, and the unit's own condition there makes every start a vain one.
  not_if 'systemd-detect-virt --quiet --container'
end
