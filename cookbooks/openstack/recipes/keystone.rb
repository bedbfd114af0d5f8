address = EdgeOpenstack.address(node)
password = EdgeOpenstack.secret(node, 'admin_password')
bootstrap = {
  'OS_BOOTSTRAP_PASSWORD' => password,
  'OS_BOOTSTRAP_REGION_ID' => node['openstack']['region'],
  'OS_BOOTSTRAP_ADMIN_URL' => "http://#{address}:5000/v3",
  'OS_BOOTSTRAP_INTERNAL_URL' => "http://#{address}:5000/v3",
  'OS_BOOTSTRAP_PUBLIC_URL' => "http://#{address}:5000/v3"
}

execute 'answers to the questions of keystone' do
  command EdgeOpenstack.answers('keystone' => %w[configure_db create-admin-tenant register-endpoint])
  not_if EdgeOpenstack.installed('keystone')
end

package %w[keystone python3-pymysql python3-openstackclient] do
  options '--no-install-recommends'
end

template '/etc/keystone/keystone.conf' do
  variables(database: EdgeOpenstack.database_url(node, 'keystone'))
  owner 'root'
  group 'keystone'
  mode '0640'
  sensitive true
  notifies :restart, 'service[keystone]', :immediately
end

openstack_schema 'keystone' do
  password EdgeOpenstack.secret(node, 'keystone_database_password')
  sync 'keystone-manage db_sync'
  migrations 'keystone/common/sql/migrations'
end

{ 'fernet' => 'fernet-keys', 'credential' => 'credential-keys' }.each do |kind, folder|
  execute "#{kind} keys of keystone" do
    command "keystone-manage #{kind}_setup --keystone-user keystone --keystone-group keystone"
    creates "/etc/keystone/#{folder}/0"
  end
end

directory '/etc/openstack' do
  owner 'root'
  group 'root'
  mode '0755'
end

template '/etc/openstack/clouds.yaml' do
  variables(address: address, password: password, region: node['openstack']['region'])
  owner 'root'
  group 'root'
  mode '0600'
  sensitive true
end

service 'keystone' do
  action %i[enable start]
  retries 3
  retry_delay 5
end

# Also what brings the password of `admin` back to the one that is set.
execute 'first account of keystone' do
  command 'keystone-manage bootstrap'
  user 'keystone'
  environment bootstrap
  sensitive true
  not_if 'openstack --os-cloud openstack token issue', user: 'root'
end
