agents = node['agents']
running = ::File.directory?('/run/systemd/system')

package 'prometheus-node-exporter' do
  options '--no-install-recommends'
end

template '/etc/default/prometheus-node-exporter' do
  source 'node-exporter.erb'
  variables(exporter: agents['exporter'])
  owner 'root'
  group 'root'
  mode '0644'
  notifies :restart, 'service[prometheus-node-exporter]'
end

service 'prometheus-node-exporter' do
  action %i[enable start]
  only_if { running }
end

include_recipe 'agents::disks'

package 'lldpd' do
  options '--no-install-recommends'
  action agents['neighbours'] ? :install : :purge
end

service 'lldpd' do
  action %i[enable start]
  only_if { running && agents['neighbours'] }
end

cookbook_file '/usr/local/sbin/ztp-telemetry' do
  source 'telemetry'
  owner 'root'
  group 'root'
  mode '0755'
end

systemd_unit 'ztp-telemetry.service' do
  content('Unit' => { 'Description' => 'Neighbours and last converge of this machine as metrics' },
          'Service' => { 'Type' => 'oneshot', 'ExecStart' => '/usr/local/sbin/ztp-telemetry', 'Nice' => 10,
                         'ProtectSystem' => 'strict', 'ReadWritePaths' => '/var/lib/prometheus/node-exporter',
                         'PrivateNetwork' => true })
  action :create
  only_if { running }
end

systemd_unit 'ztp-telemetry.timer' do
  content('Unit' => { 'Description' => 'Metrics of this machine at intervals' },
          'Timer' => { 'OnActiveSec' => 0, 'OnUnitActiveSec' => agents['telemetry_seconds'], 'AccuracySec' => 1 },
          'Install' => { 'WantedBy' => 'timers.target' })
  action %i[create enable start]
  only_if { running }
  notifies :restart, 'service[ztp-telemetry.timer]'
end

service 'ztp-telemetry.timer' do
  action :nothing
end
