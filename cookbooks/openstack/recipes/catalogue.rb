cookbook_file '/usr/local/sbin/openstack-register' do
  source 'openstack-register.py'
  owner 'root'
  group 'root'
  mode '0755'
end

# Keystone may have been restarted just before, hence the retries.
execute 'accounts of the services, and the catalogue' do
  command 'openstack-register'
  environment 'WANTED' => EdgeOpenstack.wanted(node, EdgeOpenstack.address(node))
  sensitive true
  retries 10
  retry_delay 5
  not_if 'openstack-register --check',
         environment: { 'WANTED' => EdgeOpenstack.wanted(node, EdgeOpenstack.address(node)) }
end
