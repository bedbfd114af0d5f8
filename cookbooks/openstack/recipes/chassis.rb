# How this machine takes part in the networks: Open vSwitch, and OVN's controller on top of it.
network = node['openstack']['network']
settings = {
  'ovn-remote' => "tcp:#{EdgeOpenstack.controller(node)}:6642",
  'ovn-encap-type' => 'geneve',
  'ovn-encap-ip' => EdgeOpenstack.address(node),
  'ovn-bridge-datapath-type' => network['datapath'],
  # Neutron finds the chassis of a port by the name that nova-compute has.
  'hostname' => node['machinename']
}

%w[openvswitch-switch ovn-host].each do |name|
  service name do
    action %i[enable start]
  end
end

# On the loopback, for nova-compute and the metadata agent, which are not root.
execute 'listener of Open vSwitch' do
  command 'ovs-vsctl --timeout=30 set-manager ptcp:6640:127.0.0.1'
  not_if "ovs-vsctl --timeout=30 get-manager | grep -qxF 'ptcp:6640:127.0.0.1'"
end

if network['provider_interface']
  settings['ovn-bridge-mappings'] = 'provider:br-provider'
  settings['ovn-cms-options'] = 'enable-chassis-as-gw'

  execute 'bridge of the provider network' do
    command 'ovs-vsctl --timeout=30 --may-exist add-br br-provider ' \
            "-- set bridge br-provider datapath_type=#{network['datapath']} " \
            "-- --may-exist add-port br-provider #{network['provider_interface']}"
    not_if "ovs-vsctl --timeout=30 list-ports br-provider | grep -qxF '#{network['provider_interface']}'"
  end
end

settings.each do |name, value|
  execute "#{name} of the chassis" do
    command "ovs-vsctl --timeout=30 set open_vswitch . 'external_ids:#{name}=\"#{value}\"'"
    not_if "ovs-vsctl --timeout=30 --if-exists get open_vswitch . external_ids:#{name} | " \
           "tr -d '\"' | grep -qxF '#{value}'"
  end
end
