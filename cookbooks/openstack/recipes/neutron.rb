address = EdgeOpenstack.address(node)
services = %w[neutron-api neutron-rpc-server]
# Since OpenStack 2025.1 the API no longer does these on the side.
services += %w[neutron-periodic-workers neutron-ovn-maintenance-worker] unless node['platform_version'].to_i < 13

execute 'answers to the questions of neutron' do
  command EdgeOpenstack.answers('neutron-common' => EdgeOpenstack::NEUTRON, 'neutron-api' => %w[configure_api-endpoint])
  not_if EdgeOpenstack.installed('neutron-api')
end

package %w[openvswitch-switch ovn-central python3-pymysql] + services do
  options '--no-install-recommends'
end

service 'ovn-central' do
  action %i[enable start]
end

# The northbound database is Neutron's alone, the southbound one is read by every compute machine.
{ 'nb' => 'ptcp:6641:127.0.0.1', 'sb' => "ptcp:6642:#{address}" }.each do |database, connection|
  execute "listener of the #{database} database of OVN" do
    command "ovn-#{database}ctl --timeout=30 set-connection #{connection}"
    not_if "ovn-#{database}ctl --timeout=30 get-connection | grep -qwF '#{connection}'"
    retries 5
  end
end

template '/etc/neutron/neutron.conf' do
  variables(EdgeOpenstack.neutron(node, address, address))
  owner 'root'
  group 'neutron'
  mode '0640'
  sensitive true
  services.each { |name| notifies :restart, "service[#{name}]" }
end

template '/etc/neutron/plugins/ml2/ml2_conf.ini' do
  variables(address: address, vlan_range: node['openstack']['network']['vlan_range'])
  owner 'root'
  group 'neutron'
  mode '0640'
  services.each { |name| notifies :restart, "service[#{name}]" }
end

openstack_schema 'neutron' do
  password EdgeOpenstack.secret(node, 'neutron_database_password')
  sync 'neutron-db-manage --config-file /etc/neutron/neutron.conf ' \
       '--config-file /etc/neutron/plugins/ml2/ml2_conf.ini upgrade heads'
  migrations 'neutron/db/migration/alembic_migrations'
end

services.each do |name|
  service name do
    action %i[enable start]
    retries 3
    retry_delay 5
  end
end
