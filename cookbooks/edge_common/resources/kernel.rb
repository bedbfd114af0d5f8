unified_mode true
provides :edge_common_kernel

property :title, String, name_property: true, regex: /\A[a-z0-9-]+\z/
property :modules, Array, default: []
property :settings, Hash, default: {}

action :apply do
  file modules_file do
    content lines(new_resource.modules)
    owner 'root'
    group 'root'
    mode '0644'
  end

  # A container has the modules of its host, and no files of them.
  new_resource.modules.each do |name|
    execute "modprobe #{name}" do
      not_if { ::File.directory?("/sys/module/#{name}") }
      only_if { ::File.directory?("/lib/modules/#{node['kernel']['release']}") }
    end
  end

  file settings_file do
    content lines(new_resource.settings.map { |key, value| "#{key} = #{value}" })
    owner 'root'
    group 'root'
    mode '0644'
  end

  execute "settings of #{new_resource.title}" do
    command ['/lib/systemd/systemd-sysctl', settings_file]
    not_if { differing.empty? }
  end
end

action :remove do
  [modules_file, settings_file].each do |path|
    file path do
      action :delete
    end
  end
end

action_class do
  def modules_file = "/etc/modules-load.d/#{new_resource.title}.conf"

  def settings_file = "/etc/sysctl.d/90-#{new_resource.title}.conf"

  def lines(words)
    ['# Written by Chef; a change made here is undone by the next converge.', *words].map { |line| "#{line}\n" }.join
  end

  # A key that is not there belongs to a module that is not loaded.
  def differing
    new_resource.settings.select do |key, value|
      path = "/proc/sys/#{key.tr('.', '/')}"
      ::File.exist?(path) && ::File.read(path).strip != value.to_s
    end
  end
end
