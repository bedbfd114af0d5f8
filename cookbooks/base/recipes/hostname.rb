return unless node['base']['hostname']

# A small image may lack it, and the next resource adds a line to it.
file '/etc/hosts' do
  content "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n"
  owner 'root'
  group 'root'
  mode '0644'
  action :create_if_missing
end

# In its turn, not while compiling: the name then appears among the run's other steps.
hostname 'name of the machine' do
  hostname node['base']['hostname']
  compile_time false
end
