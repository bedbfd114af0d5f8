# containerd, runc and the CNI plugins, what the kernel needs for pods, and openssl, by which acceptance looks at
# certificates.
settings = EdgeKubernetes::Settings

package 'container runtime' do
  package_name %w[containerd runc containernetworking-plugins iptables conntrack openssl]
  options '--no-install-recommends'
end

edge_common_kernel 'kubernetes' do
  modules %w[overlay br_netfilter]
  settings('net.ipv4.ip_forward' => 1, 'net.bridge.bridge-nf-call-iptables' => 1,
           'net.bridge.bridge-nf-call-ip6tables' => 1)
end

# The kubelet counts on control groups that systemd keeps.
template '/etc/containerd/config.toml' do
  source 'containerd.toml.erb'
  variables(pause_image: node['kubernetes']['pause_image'])
  owner 'root'
  group 'root'
  mode '0644'
  notifies :restart, 'service[containerd]', :immediately
end

service 'containerd' do
  action %i[enable start]
  only_if { ::File.directory?('/run/systemd/system') }
end

# Read whenever an image is pulled. What that registry has not is asked of the one that the image names.
directory '/etc/containerd/certs.d/_default' do
  recursive true
  owner 'root'
  group 'root'
  mode '0755'
end

registry = settings.registry(node)

file '/etc/containerd/certs.d/_default/hosts.toml' do
  content %([host."#{registry}"]\n  capabilities = ["pull", "resolve"]\n)
  owner 'root'
  group 'root'
  mode '0644'
  action registry ? :create : :delete
end

directory '/etc/cni/net.d' do
  recursive true
  owner 'root'
  group 'root'
  mode '0755'
end

template '/etc/cni/net.d/10-bridge.conflist' do
  source 'bridge.conflist.erb'
  variables(subnet: settings.pod_subnet(node))
  owner 'root'
  group 'root'
  mode '0644'
  action node['kubernetes']['bridge'] ? :create : :delete
end
