unified_mode true
provides :kubernetes_version

# The version that this machine has from here on: the next converge goes on from it.
property :version, String, name_property: true

action :note do
  file EdgeKubernetes::Settings::VERSION_FILE do
    content "#{new_resource.version}\n"
    owner 'root'
    group 'root'
    mode '0644'
  end
end
