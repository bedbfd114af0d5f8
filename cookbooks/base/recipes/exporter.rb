package 'prometheus-node-exporter' do
  options '--no-install-recommends'
end

service 'prometheus-node-exporter' do
  action %i[enable start]
  only_if { ::File.directory?('/run/systemd/system') }
end
