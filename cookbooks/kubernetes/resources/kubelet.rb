unified_mode true
provides :kubernetes_kubelet

# A kubelet that joins an API server, and kube-proxy where there is one.
property :endpoint, String, required: true
# The certificates that vouch for the API server, PEM. nil for the machine of the control plane, which has them.
property :ca, [String, nil]
property :address, String, required: true
property :token, String, required: true, sensitive: true
property :programs, Array, required: true

action :create do
  %w[/etc/kubernetes /etc/kubernetes/pki /var/lib/kubelet].each do |path|
    directory path do
      owner 'root'
      group 'root'
      mode '0755'
    end
  end

  new_resource.programs.each do |program|
    service program do
      action :nothing
      only_if { ::File.directory?('/run/systemd/system') }
    end
  end

  # With another authority the kubelet has to join anew: what it joined is gone.
  file '/etc/kubernetes/kubelet.conf' do
    action :nothing
  end

  file '/etc/kubernetes/pki/ca.crt' do
    content new_resource.ca
    notifies :stop, 'service[kubelet]', :immediately
    notifies :delete, 'file[/etc/kubernetes/kubelet.conf]', :immediately
    owner 'root'
    group 'root'
    mode '0644'
    not_if { new_resource.ca.nil? }
  end

  # The kubelet asks for a certificate with the token, once, and writes /etc/kubernetes/kubelet.conf.
  template '/etc/kubernetes/bootstrap-kubelet.conf' do
    cookbook 'kubernetes'
    source 'kubeconfig.erb'
    variables(server: new_resource.endpoint, token: new_resource.token, certificate: nil)
    owner 'root'
    group 'root'
    mode '0600'
    sensitive true
  end

  template '/etc/kubernetes/kubelet.yaml' do
    cookbook 'kubernetes'
    source 'kubelet.yaml.erb'
    variables(minor: minor, name_server: EdgeKubernetes::Settings.service_address(node, 10))
    owner 'root'
    group 'root'
    mode '0644'
    notifies :stop, 'service[kubelet]', :before
  end

  execute 'units of the node' do
    command 'systemctl daemon-reload'
    action :nothing
    only_if { ::File.directory?('/run/systemd/system') }
  end

  new_resource.programs.each do |program|
    artifact = EdgeKubernetes::Settings.artifact(node, program)

    edge_common_artifact "/usr/local/bin/#{program}" do
      url artifact['url']
      sha256 artifact['sha256']
      notifies :stop, "service[#{program}]", :immediately
    end

    template "/etc/systemd/system/#{program}.service" do
      cookbook 'kubernetes'
      source "#{program}.service.erb"
      variables(minor: minor, address: new_resource.address, pod_network: node['kubernetes']['pod_network'])
      owner 'root'
      group 'root'
      mode '0644'
      notifies :stop, "service[#{program}]", :before
      notifies :run, 'execute[units of the node]', :immediately
    end

    service "#{program} running" do
      service_name program
      action %i[enable start]
      only_if { ::File.directory?('/run/systemd/system') }
    end
  end
end

action_class do
  def minor = EdgeKubernetes::Version.parse(node['kubernetes']['version'])[1]
end
