# The collectors of the package write metrics for the node exporter, each by a timer that wants its tool and a device.
tools = {
  'smartmontools' => { 'timer' => 'smartmon', 'devices' => '/dev/sd*' },
  'nvme-cli' => { 'timer' => 'nvme', 'devices' => '/dev/nvme*' },
  'ipmitool' => { 'timer' => 'ipmitool-sensor', 'devices' => '/dev/ipmi*' }
}
wanted = node['agents']['disks'] ? tools.select { |_, tool| ::Dir.glob(tool['devices']).any? } : {}

package 'prometheus-node-exporter-collectors' do
  options '--no-install-recommends'
  action node['agents']['disks'] ? :install : :purge
end

unless wanted.empty?
  package 'tools of the collectors' do
    package_name wanted.keys + %w[jq]
    options '--no-install-recommends'
  end
end

wanted.each_value do |tool|
  service "prometheus-node-exporter-#{tool['timer']}.timer" do
    action %i[enable start]
    only_if { ::File.directory?('/run/systemd/system') }
  end
end
