controller = EdgeOpenstack.address(node)

execute 'answers to the questions of glance' do
  command EdgeOpenstack.answers('glance-common' => %w[configure_db configure_rabbit configure_ksat],
                                'glance-api' => %w[configure_api-endpoint])
  not_if EdgeOpenstack.installed('glance-common')
end

package %w[glance-api python3-pymysql] do
  options '--no-install-recommends'
end

template '/etc/glance/glance-api.conf' do
  variables(database: EdgeOpenstack.database_url(node, 'glance'),
            authtoken: EdgeOpenstack.authtoken(node, 'glance', controller))
  owner 'root'
  group 'glance'
  mode '0640'
  sensitive true
  notifies :restart, 'service[glance-api]'
end

openstack_schema 'glance' do
  password EdgeOpenstack.secret(node, 'glance_database_password')
  sync 'glance-manage db_sync'
  current 'runuser -u glance -- glance-manage db check'
end

service 'glance-api' do
  action %i[enable start]
  retries 3
  retry_delay 5
end
