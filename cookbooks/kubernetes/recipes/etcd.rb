# One member, for the API server of this machine alone. It asks for a certificate of the authority of etcd.
folder = '/etc/kubernetes/pki/etcd'

package 'etcd-server' do
  options '--no-install-recommends'
end

kubernetes_certificate "#{folder}/server" do
  subject('CN' => 'etcd-server')
  authority "#{folder}/ca"
  hosts %w[localhost 127.0.0.1]
  owner 'etcd'
  days 365
  notifies :stop, 'service[etcd]', :before
end

template '/etc/default/etcd' do
  source 'etcd.erb'
  variables(folder: folder)
  owner 'root'
  group 'root'
  mode '0644'
  notifies :stop, 'service[etcd]', :before
end

service 'etcd' do
  action %i[enable start]
  only_if { ::File.directory?('/run/systemd/system') }
end
