# The region that the catalogue names.
default['openstack']['region'] = 'RegionOne'

# The address at which others reach this machine. nil takes the one that the server knows, else the node's own fact.
default['openstack']['address'] = nil

# The controller's address. nil takes the machine of the site that is in service with openstack::controller.
default['openstack']['controller'] = nil

# Secrets: letters, digits, dash and underscore. The server makes them (roles.yaml); without it they are set here.
default['openstack']['admin_password'] = nil
default['openstack']['rabbitmq_password'] = nil
default['openstack']['metadata_secret'] = nil
%w[keystone glance placement nova neutron ironic].each do |service|
  default['openstack']["#{service}_database_password"] = nil
end
%w[glance placement nova neutron ironic].each { |service| default['openstack']["#{service}_password"] = nil }

# kvm, qemu, or nil: kvm where /dev/kvm is, else qemu, which emulates the processor and is slow.
default['openstack']['virt_type'] = nil

# Where Open vSwitch forwards packets: system is in the kernel, netdev in a process (a container without the module).
default['openstack']['network']['datapath'] = 'system'

# An interface of compute machines without an address of its own, for networks of the type flat or vlan on the physical
# network `provider`. nil gives guests networks of the type geneve alone.
default['openstack']['network']['provider_interface'] = nil

# VLANs of the physical network `provider` that tenants' networks may use, as FIRST:LAST. nil reserves none for them.
default['openstack']['network']['vlan_range'] = nil

# Ironic on the controller, for machines that are handed over to it.
default['openstack']['ironic']['enabled'] = false

# The console of guests in the browser, on port 6080 of the controller.
default['openstack']['console']['enabled'] = false
