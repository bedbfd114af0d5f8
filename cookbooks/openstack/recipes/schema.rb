cookbook_file '/usr/local/sbin/openstack-schema' do
  source 'openstack-schema.py'
  owner 'root'
  group 'root'
  mode '0755'
end
