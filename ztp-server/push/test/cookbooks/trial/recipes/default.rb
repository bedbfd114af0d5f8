# Every kind of resource that the base cookbook does not use, for real; a second run must change nothing.
place = node['trial']['place']

directory "#{place}/deep" do
  recursive true
end

cookbook_file "#{place}/plain.txt"

link '/srv/trial/link' do
  to "#{place}/plain.txt"
end

group('crew') { system true }

user 'worker' do
  system true
  gid 'crew'
  home '/srv/trial'
  shell '/usr/sbin/nologin'
  password '$6$salt$hash'
end

group 'helpers' do
  members %w[worker]
  append true
end

systemd_unit 'trial.service' do
  content('Unit' => { 'Description' => 'Trial' }, 'Service' => { 'ExecStart' => '/bin/sleep 1000' },
          'Install' => { 'WantedBy' => 'multi-user.target' })
  action %i[create enable start]
end

template "#{place}/twin.conf" do
  source 'unit.erb'
  variables(seconds: 1000)
  notifies :restart, 'service[trial]'
  notifies :run, 'execute[count]', :immediately
end

service 'trial' do
  action :nothing
end

execute 'count' do
  command 'echo one >>count'
  cwd place
  action :nothing
end

directory '/srv/trial/made' do
  owner 'worker'
  group 'crew'
  mode '0750'
end

execute 'as the worker' do
  command 'id -un >whoami && id -gn >>whoami'
  cwd '/srv/trial/made'
  user 'worker'
  creates '/srv/trial/made/whoami'
end

bash 'secret' do
  code 'echo hunter2; echo hunter2 >/srv/trial/secret'
  sensitive true
  not_if 'test -s /srv/trial/secret'
end

file '/srv/trial/once' do
  content lazy { ::File.read('/srv/trial/secret') }
  mode '0600'
  sensitive true
end

package %w[sudo systemd-timesyncd]

log "ipaddress is #{node['ipaddress'].inspect}"
