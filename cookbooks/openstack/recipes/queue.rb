definitions = '/etc/rabbitmq/openstack.json'

# RabbitMQ names its data after the machine; under the name localhost a machine may be renamed.
# The package makes the folder its own.
directory '/etc/rabbitmq' do
  mode '0755'
end

file '/etc/rabbitmq/rabbitmq-env.conf' do
  content "# Written by the openstack cookbook.\nNODENAME=rabbit@localhost\n"
  owner 'root'
  group 'root'
  mode '0644'
end

package %w[rabbitmq-server memcached] do
  options '--no-install-recommends'
end

# The account of the services, which RabbitMQ takes from here whenever it starts; its tool would show a password.
file definitions do
  content EdgeOpenstack.rabbitmq_definitions(EdgeOpenstack.secret(node, 'rabbitmq_password'))
  owner 'root'
  group 'rabbitmq'
  mode '0640'
  sensitive true
  notifies :restart, 'service[rabbitmq-server]'
end

file '/etc/rabbitmq/rabbitmq.conf' do
  content "# Written by the openstack cookbook.\nload_definitions = #{definitions}\n"
  owner 'root'
  group 'rabbitmq'
  mode '0640'
  notifies :restart, 'service[rabbitmq-server]', :immediately
end

%w[rabbitmq-server memcached].each do |name|
  service name do
    action %i[enable start]
  end
end

# The package brings an account that everybody knows.
execute 'guest account of RabbitMQ' do
  command 'rabbitmqctl --quiet delete_user guest'
  only_if 'rabbitmqctl --quiet list_users | grep -q ^guest'
end
