address = EdgeOpenstack.address(node)
controller = EdgeOpenstack.controller(node)
virt_type = node['openstack']['virt_type'] || (::File.exist?('/dev/kvm') ? 'kvm' : 'qemu')

execute 'answers to the questions of nova and neutron' do
  command EdgeOpenstack.answers('nova-common' => EdgeOpenstack::NOVA, 'neutron-common' => EdgeOpenstack::NEUTRON)
  not_if EdgeOpenstack.installed('nova-compute')
end

package %w[nova-compute libvirt-clients openvswitch-switch ovn-host neutron-ovn-metadata-agent haproxy] do
  options '--no-install-recommends'
end

include_recipe 'openstack::chassis'

# On the controller itself these are the controller's, which has in them what is needed here.
unless address == controller
  template '/etc/nova/nova.conf' do
    variables(EdgeOpenstack.nova(node, address, controller))
    owner 'root'
    group 'nova'
    mode '0640'
    sensitive true
    notifies :restart, 'service[nova-compute]'
  end

  template '/etc/neutron/neutron.conf' do
    variables(EdgeOpenstack.neutron(node, address, controller))
    owner 'root'
    group 'neutron'
    mode '0640'
    sensitive true
    notifies :restart, 'service[neutron-ovn-metadata-agent]'
  end
end

template '/etc/nova/nova-compute.conf' do
  variables(virt_type: virt_type)
  owner 'root'
  group 'nova'
  mode '0640'
  notifies :restart, 'service[nova-compute]'
end

template '/etc/neutron/neutron_ovn_metadata_agent.ini' do
  variables(controller: controller, secret: EdgeOpenstack.secret(node, 'metadata_secret'))
  owner 'root'
  group 'neutron'
  mode '0640'
  sensitive true
  notifies :restart, 'service[neutron-ovn-metadata-agent]'
end

%w[nova-compute neutron-ovn-metadata-agent].each do |name|
  service name do
    action %i[enable start]
    retries 3
    retry_delay 5
  end
end
