unified_mode true
provides :edge_common_artifact

property :path, String, name_property: true
property :url, String, required: [:install]
property :sha256, String, required: [:install], regex: /\A\h{64}\z/
property :mode, String, default: '0755'

action :install do
  remote_file new_resource.path do
    source new_resource.url
    checksum new_resource.sha256
    owner 'root'
    group 'root'
    mode new_resource.mode
    retries 3
    retry_delay 5
  end
end

action :remove do
  file new_resource.path do
    action :delete
  end
end
