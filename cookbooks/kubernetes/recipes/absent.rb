# Takes Kubernetes off this machine, with the cluster's data where it was the control plane. Its node object stays in
# the cluster it was part of: delete it there afterwards, for the certificate that goes here could make it anew.
# containerd and what it runs on stay, for others may use them.
programs = %w[kube-proxy kubelet kube-scheduler kube-controller-manager kube-apiserver]

programs.each do |program|
  service program do
    action %i[disable stop]
    only_if { ::File.directory?('/run/systemd/system') && ::File.exist?("/etc/systemd/system/#{program}.service") }
  end

  file "/etc/systemd/system/#{program}.service" do
    action :delete
    notifies :run, 'execute[units]'
  end

  edge_common_artifact "/usr/local/bin/#{program}" do
    action :remove
  end
end

# One that did not stop well would be told of as failed until the next boot.
execute 'units' do
  command "systemctl daemon-reload && systemctl reset-failed 'kube*'"
  action :nothing
  only_if { ::File.directory?('/run/systemd/system') }
end

package 'etcd-server' do
  action :purge
end

execute 'containers of pods' do
  command 'ctr -n k8s.io tasks ls -q | xargs -r -n 1 ctr -n k8s.io tasks kill -s SIGKILL'
  only_if 'ctr -n k8s.io tasks ls -q 2>/dev/null | grep -q .'
end

# The kubelet leaves the slice, and whatever still runs in it.
execute 'control groups of pods' do
  command 'systemctl stop kubepods.slice'
  only_if 'systemctl is-active --quiet kubepods.slice'
end

# Of kube-proxy, the kubelet and the CNI plugins. A listing that breaks off must not pass for all other rules.
%w[iptables ip6tables].each do |rules|
  bash "#{rules} of pods and services" do
    code "set -o pipefail; #{rules}-save | grep -vE '(KUBE|CNI)-' | #{rules}-restore"
    only_if "#{rules}-save 2>/dev/null | grep -qE '(KUBE|CNI)-'"
  end
end

# A volume that is still mounted would be emptied with the folder: where one does not let go, nothing is deleted.
execute 'mounts of pods' do
  command "awk '$2 ~ \"^/var/lib/kubelet/\" { print $2 }' /proc/mounts | sort -r | xargs -r umount"
  only_if "grep -q ' /var/lib/kubelet/' /proc/mounts"
end

%w[/etc/kubernetes /var/lib/etcd /var/lib/kubelet].each do |path|
  directory path do
    recursive true
    action :delete
  end
end

%w[/etc/cni/net.d/10-bridge.conflist /etc/containerd/certs.d/_default/hosts.toml /etc/default/etcd].each do |path|
  file path do
    action :delete
  end
end

edge_common_kernel 'kubernetes' do
  action :remove
end
