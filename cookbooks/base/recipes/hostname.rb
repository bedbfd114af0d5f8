return unless node['base']['hostname']

# In its turn, not while compiling: the name then appears among the run's other steps.
hostname 'name of the machine' do
  hostname node['base']['hostname']
  compile_time false
end
