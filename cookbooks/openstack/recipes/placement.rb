controller = EdgeOpenstack.address(node)

execute 'answers to the questions of placement' do
  command EdgeOpenstack.answers('placement-common' => %w[configure_db configure_ksat],
                                'placement-api' => %w[configure_api-endpoint])
  not_if EdgeOpenstack.installed('placement-common')
end

package %w[placement-api python3-pymysql] do
  options '--no-install-recommends'
end

template '/etc/placement/placement.conf' do
  variables(database: EdgeOpenstack.database_url(node, 'placement'),
            authtoken: EdgeOpenstack.authtoken(node, 'placement', controller))
  owner 'root'
  group 'placement'
  mode '0640'
  sensitive true
  notifies :restart, 'service[placement-api]'
end

openstack_schema 'placement' do
  password EdgeOpenstack.secret(node, 'placement_database_password')
  sync 'placement-manage db sync'
  migrations 'placement/db/sqlalchemy/alembic'
end

service 'placement-api' do
  action %i[enable start]
  retries 3
  retry_delay 5
end
