# On a machine that is a control plane as well, that role comes first and has checked the step.
kubernetes = node['kubernetes']
settings = EdgeKubernetes::Settings
version = EdgeKubernetes::Version
version.check_step(settings.installed, kubernetes['version'])

peer = Array(node.read('ztp', 'peers', 'kubernetes::control_plane')).find { |p| p.dig('published', 'ca') }
endpoint = kubernetes['join']['endpoint'] || (peer && peer['published']['endpoint'])
authority = kubernetes['join']['ca'] || (peer && peer['published']['ca'])
unless endpoint && authority
  raise 'no control plane of the site has told of itself yet; kubernetes.join.endpoint and .ca name one by hand'
end
version.check_join(kubernetes['version'], peer && peer['published']['version'])

include_recipe 'kubernetes::runtime'

kubernetes_kubelet 'this machine' do
  endpoint endpoint
  ca authority
  address settings.address(node)
  token settings.token(node)
  programs %w[kubelet] + settings.given(node, 'kube-proxy')
end

kubernetes_version kubernetes['version']
