# The version of the artifacts, MAJOR.MINOR.PATCH. A machine goes up one minor version at a time, and never down.
default['kubernetes']['version'] = nil

# Programs by name, each with url and sha256: kube-apiserver and kube-controller-manager on a control plane, kubelet on
# a worker; kube-scheduler and kube-proxy where they are given.
default['kubernetes']['artifacts'] = {}

# What workers introduce themselves with, as kubeadm has it: 6 characters, a dot, 16 characters.
default['kubernetes']['bootstrap_token'] = nil

# The address that the API server tells others. nil is the address that the machine is known by.
default['kubernetes']['address'] = nil

# More names and addresses for the certificate of the API server.
default['kubernetes']['names'] = []

# Networks of services and of pods. They are no networks of the site, and stay as they are once a cluster is there.
default['kubernetes']['service_network'] = '10.96.0.0/16'
default['kubernetes']['pod_network'] = '10.244.0.0/16'

# The part of the network that pods of this machine have. nil counts the last octet of the machine's address in.
default['kubernetes']['pod_subnet'] = nil

# Pods on one bridge per machine. false leaves the network to an add-on that brings its own settings for CNI.
default['kubernetes']['bridge'] = true

# The API server that a worker joins and the certificates that vouch for it, PEM. nil takes them from the control plane
# of the site.
default['kubernetes']['join']['endpoint'] = nil
default['kubernetes']['join']['ca'] = nil

# The registry that is asked for every image first, as URL. nil takes the server's, where there is one; false none.
default['kubernetes']['registry'] = nil

# The image that holds a pod together. nil leaves it to containerd, which takes one of registry.k8s.io/pause.
default['kubernetes']['pause_image'] = nil
