# Ironic beside the server: it holds machines that were handed to it (`adopt`) and has power over them. Who boots and
# installs machines is the server, so Ironic answers no DHCP and cleans nothing.
address = EdgeOpenstack.address(node)
services = %w[ironic-api ironic-conductor]

execute 'answers to the questions of ironic' do
  command EdgeOpenstack.answers('ironic-common' => %w[configure_db configure_rabbit configure_ksat],
                                'ironic-api' => %w[configure_api-endpoint])
  not_if EdgeOpenstack.installed('ironic-common')
end

package services + %w[python3-ironicclient python3-pymysql] do
  options '--no-install-recommends'
end

template '/etc/ironic/ironic.conf' do
  variables(address: address, transport: EdgeOpenstack.transport_url(node, address),
            database: EdgeOpenstack.database_url(node, 'ironic'),
            authtoken: EdgeOpenstack.authtoken(node, 'ironic', address),
            account: EdgeOpenstack.account(node, 'ironic', address))
  owner 'root'
  group 'ironic'
  mode '0640'
  sensitive true
  services.each { |name| notifies :restart, "service[#{name}]" }
end

openstack_schema 'ironic' do
  password EdgeOpenstack.secret(node, 'ironic_database_password')
  sync 'ironic-dbsync upgrade'
  migrations 'ironic/db/sqlalchemy/alembic'
end

services.each do |name|
  service name do
    action %i[enable start]
    retries 3
    retry_delay 5
  end
end
