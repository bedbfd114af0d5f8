package 'mariadb-server' do
  options '--no-install-recommends'
end

template '/etc/mysql/mariadb.conf.d/90-openstack.cnf' do
  source 'mariadb.cnf.erb'
  owner 'root'
  group 'root'
  mode '0644'
  notifies :restart, 'service[mariadb]', :immediately
end

service 'mariadb' do
  action %i[enable start]
end
