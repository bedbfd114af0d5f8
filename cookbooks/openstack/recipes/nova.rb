address = EdgeOpenstack.address(node)
database_password = EdgeOpenstack.secret(node, 'nova_database_password')
console = node['openstack']['console']['enabled']
packages = %w[nova-api nova-conductor nova-scheduler] + (console ? %w[nova-consoleproxy] : [])
services = %w[nova-api nova-api-metadata nova-conductor nova-scheduler] + (console ? %w[nova-novncproxy] : [])

execute 'answers to the questions of nova' do
  command EdgeOpenstack.answers('nova-common' => EdgeOpenstack::NOVA, 'nova-api' => %w[configure_api-endpoint])
  not_if EdgeOpenstack.installed('nova-api')
end

package packages + %w[python3-pymysql] do
  options '--no-install-recommends'
end

if console
  # The package brings three kinds of console and starts the one that stands here; its question is deaf to answers.
  file '/etc/default/nova-consoleproxy' do
    content "NOVA_CONSOLE_PROXY_TYPE=novnc\nNOVA_SERIAL_PROXY_START=false\n"
    owner 'root'
    group 'root'
    mode '0644'
    notifies :restart, 'service[nova-novncproxy]'
  end

  %w[nova-spicehtml5proxy nova-serialproxy].each do |name|
    service name do
      action %i[disable stop]
    end
  end
end

template '/etc/nova/nova.conf' do
  variables(EdgeOpenstack.nova(node, address, address))
  owner 'root'
  group 'nova'
  mode '0640'
  sensitive true
  services.each { |name| notifies :restart, "service[#{name}]" }
  notifies :run, 'execute[nova-compute beside the controller]'
end

execute 'nova-compute beside the controller' do
  command 'systemctl try-restart nova-compute'
  action :nothing
  only_if 'systemctl cat nova-compute'
end

# What all cells have in common.
openstack_schema 'nova_api' do
  account 'nova'
  password database_password
  sync 'nova-manage api_db sync'
  migrations 'nova/db/api/migrations'
end

# The parts in braces are taken from nova.conf, so that no password stands in the table of cells.
database = '{scheme}://{username}:{password}@{hostname}'
queue = '{scheme}://{username}:{password}@{hostname}:{port}/'

execute 'cell of servers that found no place' do
  command ['nova-manage', 'cell_v2', 'map_cell0', '--database_connection', "#{database}/nova_cell0"]
  user 'nova'
  not_if "nova-manage cell_v2 list_cells | grep -q ' cell0 '"
end

openstack_schema 'nova' do
  password database_password
  databases %w[nova nova_cell0]
  sync 'nova-manage db sync'
  migrations 'nova/db/main/migrations'
end

execute 'cell of all other servers' do
  command ['nova-manage', 'cell_v2', 'create_cell', '--name', 'cell1', '--database_connection', "#{database}/nova",
           '--transport-url', queue]
  user 'nova'
  not_if "nova-manage cell_v2 list_cells | grep -q ' cell1 '"
end

services.each do |name|
  service name do
    action %i[enable start]
    retries 3
    retry_delay 5
  end
end
