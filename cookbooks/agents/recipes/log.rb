log = node['agents']['log']
target = log['target']
settings = '/etc/rsyslog.d/00-agents.conf'
authority = '/etc/rsyslog.d/agents-ca.pem'
# There when rsyslog was installed by this recipe, and may be taken away by it.
ours = '/etc/rsyslog.d/agents-installed'
raise "agents.log.target is no name or address: #{target}" if target && !target.match?(/\A[\w.:-]+\z/)

directory '/etc/rsyslog.d' do
  owner 'root'
  group 'root'
  mode '0755'
  only_if { target }
end

file ours do
  content "rsyslog was installed by the agents cookbook.\n"
  owner 'root'
  group 'root'
  mode '0644'
  not_if { target.nil? || ::File.exist?('/usr/sbin/rsyslogd') }
end

# Without logrotate: nothing is written to files.
package 'shipper of the journal' do
  package_name log['ca'] ? %w[rsyslog rsyslog-gnutls] : %w[rsyslog]
  options '--no-install-recommends'
  only_if { target }
end

package 'rsyslog' do
  action :purge
  only_if { target.nil? && ::File.exist?(ours) }
end

file authority do
  content log['ca']
  owner 'root'
  group 'root'
  mode '0644'
  action((target && log['ca']) ? :create : :delete)
  notifies :restart, 'service[rsyslog]'
end

template settings do
  source 'rsyslog.conf.erb'
  variables(log: log, authority: authority)
  owner 'root'
  group 'root'
  mode '0644'
  action target ? :create : :delete
  notifies :restart, 'service[rsyslog]'
end

file ours do
  action :delete
  only_if { target.nil? }
end

directory '/etc/systemd/journald.conf.d' do
  owner 'root'
  group 'root'
  mode '0755'
  only_if { target }
end

file '/etc/systemd/journald.conf.d/agents.conf' do
  content "# Written by the agents cookbook: rsyslog is told what the journal gets.\n[Journal]\nForwardToSyslog=yes\n"
  owner 'root'
  group 'root'
  mode '0644'
  action target ? :create : :delete
  notifies :restart, 'service[systemd-journald]'
end

service 'systemd-journald' do
  action :nothing
  only_if { ::File.directory?('/run/systemd/system') }
end

service 'rsyslog' do
  action target ? %i[enable start] : :nothing
  only_if { ::File.directory?('/run/systemd/system') && ::File.exist?('/usr/sbin/rsyslogd') }
end
