include_recipe 'kubernetes::control_plane'
include_recipe 'kubernetes::runtime'

kubernetes_kubelet 'this machine' do
  endpoint 'https://127.0.0.1:6443'
  address EdgeKubernetes::Settings.address(node)
  token EdgeKubernetes::Settings.token(node)
  programs %w[kubelet] + EdgeKubernetes::Settings.given(node, 'kube-proxy')
end
