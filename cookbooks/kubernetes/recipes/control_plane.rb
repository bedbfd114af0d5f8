require 'json'

kubernetes = node['kubernetes']
settings = EdgeKubernetes::Settings
EdgeKubernetes::Version.check_step(settings.installed, kubernetes['version'])
id, secret = settings.token(node).split('.')
address = settings.address(node)
programs = %w[kube-apiserver kube-controller-manager] + settings.given(node, 'kube-scheduler')
kubectl = 'kubectl --kubeconfig /etc/kubernetes/admin.conf'

include_recipe 'kubernetes::pki'
include_recipe 'kubernetes::etcd'

package 'kubectl' do
  package_name node['platform_version'].to_i < 13 ? 'kubernetes-client' : 'kubectl'
  options '--no-install-recommends'
end

# What is to change is stopped and started in its turn, so that what comes after meets the new one. A program is fetched
# and checked while the old one runs.
programs.each do |program|
  artifact = settings.artifact(node, program)

  edge_common_artifact "/usr/local/bin/#{program}" do
    url artifact['url']
    sha256 artifact['sha256']
    notifies :stop, "service[#{program}]", :immediately
  end

  template "/etc/systemd/system/#{program}.service" do
    source "#{program}.service.erb"
    variables(address: address, service_network: kubernetes['service_network'])
    owner 'root'
    group 'root'
    mode '0644'
    notifies :stop, "service[#{program}]", :before
    notifies :run, 'execute[units of the control plane]', :immediately
  end
end

execute 'units of the control plane' do
  command 'systemctl daemon-reload'
  action :nothing
  only_if { ::File.directory?('/run/systemd/system') }
end

programs.each do |program|
  service program do
    action %i[enable start]
    only_if { ::File.directory?('/run/systemd/system') }
    if program == 'kube-apiserver'
      subscribes :stop, %w[apiserver apiserver-etcd-client apiserver-kubelet-client].map { |name|
        "kubernetes_certificate[/etc/kubernetes/pki/#{name}]"
      }, :before
    end
  end
end

execute 'the API server answers' do
  command "#{kubectl} get --raw /readyz"
  retries 60
  retry_delay 2
  only_if { ::File.directory?('/run/systemd/system') }
  not_if "#{kubectl} get --raw /readyz"
end

template '/etc/kubernetes/bootstrap.yaml' do
  source 'bootstrap.yaml.erb'
  variables(id: id, secret: secret)
  owner 'root'
  group 'root'
  mode '0600'
  sensitive true
end

execute 'who may join' do
  command "#{kubectl} apply -f /etc/kubernetes/bootstrap.yaml"
  only_if { ::File.directory?('/run/systemd/system') }
  not_if "#{kubectl} diff -f /etc/kubernetes/bootstrap.yaml"
end

# A token that is not the site's any more lets nobody in.
tokens = "#{kubectl} -n kube-system get secret -l edgeztp=token -o name | grep -vx secret/bootstrap-token-#{id}"

execute 'tokens of before' do
  command "#{tokens} | xargs -r #{kubectl} -n kube-system delete"
  only_if { ::File.directory?('/run/systemd/system') }
  only_if tokens
end

kubernetes_version kubernetes['version']

# The authority does not change, so it may be read when all is made.
publish = node.read('ztp', 'publish')
if publish
  file publish do
    content lazy { ::JSON.generate('ca' => ::File.read('/etc/kubernetes/pki/ca.crt'),
                                   'endpoint' => "https://#{address}:6443", 'version' => kubernetes['version']) }
    only_if { ::File.exist?('/etc/kubernetes/pki/ca.crt') }
    owner 'root'
    group 'root'
    mode '0644'
  end
end
