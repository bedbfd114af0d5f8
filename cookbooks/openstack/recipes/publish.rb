# Where the server asks for it, so that roles of other machines find the cloud.
published = node.read('ztp', 'publish')
return unless published

file published do
  content "#{JSON.generate('address' => EdgeOpenstack.address(node),
                           'identity' => "http://#{EdgeOpenstack.address(node)}:5000/v3",
                           'region' => node['openstack']['region'])}\n"
  owner 'root'
  group 'root'
  mode '0644'
end
