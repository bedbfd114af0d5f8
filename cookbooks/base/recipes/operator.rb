operator = node['base']['operator']
name = operator['name']
return unless name

home_directory = "/home/#{name}"

package 'sudo' do
  options '--no-install-recommends'
end

group name

user name do
  comment 'Operator'
  gid name
  home home_directory
  shell operator['shell']
  manage_home true
end

directory "#{home_directory}/.ssh" do
  owner name
  group name
  mode '0700'
end

file "#{home_directory}/.ssh/authorized_keys" do
  content operator['authorized_keys'].map { |key| "#{key}\n" }.join
  owner name
  group name
  mode '0600'
end

# sudo passes over files with a dot in their name, and refuses to work at all when one of the others is broken.
file "/etc/sudoers.d/#{name.tr('.', '_')}" do
  content "#{name} ALL=(ALL:ALL) NOPASSWD: ALL\n"
  owner 'root'
  group 'root'
  mode '0440'
  verify 'visudo -cf %{path}'
end
