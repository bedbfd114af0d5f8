# Authorities, certificates and keys of a control plane. Those of etcd have an authority of their own: whoever the
# cluster's signs a certificate for would read all of etcd otherwise.
folder = '/etc/kubernetes/pki'
address = EdgeKubernetes::Settings.address(node)

package 'openssl' do
  options '--no-install-recommends'
end

%W[/etc/kubernetes #{folder} #{folder}/etcd].each do |path|
  directory path do
    owner 'root'
    group 'root'
    mode '0755'
  end
end

kubernetes_certificate "#{folder}/ca" do
  subject('CN' => 'kubernetes')
end

kubernetes_certificate "#{folder}/apiserver" do
  subject('CN' => 'kube-apiserver')
  authority "#{folder}/ca"
  days 365
  hosts ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local',
         'localhost', '127.0.0.1', EdgeKubernetes::Settings.service_address(node, 1), address, node['hostname'],
         *node['kubernetes']['names']].compact.uniq
end

{
  'admin' => { 'O' => 'system:masters', 'CN' => 'kubernetes-admin' },
  'apiserver-kubelet-client' => { 'O' => 'system:masters', 'CN' => 'kube-apiserver-kubelet-client' },
  'controller-manager' => { 'CN' => 'system:kube-controller-manager' },
  'scheduler' => { 'CN' => 'system:kube-scheduler' }
}.each do |name, subject_of_it|
  kubernetes_certificate "#{folder}/#{name}" do
    subject subject_of_it
    authority "#{folder}/ca"
    days 365
  end
end

{ 'admin' => 'admin', 'controller-manager' => 'controller-manager', 'scheduler' => 'scheduler' }.each do |file, name|
  template "/etc/kubernetes/#{file}.conf" do
    source 'kubeconfig.erb'
    variables(server: 'https://127.0.0.1:6443', certificate: "#{folder}/#{name}", token: nil)
    owner 'root'
    group 'root'
    mode '0600'
  end
end

execute 'key of service accounts' do
  command "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out #{folder}/sa.key && " \
          "openssl pkey -in #{folder}/sa.key -pubout -out #{folder}/sa.pub"
  umask '0077'
  creates "#{folder}/sa.pub"
end

kubernetes_certificate "#{folder}/etcd/ca" do
  subject('CN' => 'etcd')
end

kubernetes_certificate "#{folder}/apiserver-etcd-client" do
  subject('CN' => 'kube-apiserver-etcd-client')
  authority "#{folder}/etcd/ca"
  days 365
end
