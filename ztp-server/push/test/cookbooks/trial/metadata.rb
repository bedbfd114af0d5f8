name 'trial'
version '0.1.0'
chef_version '>= 17.0'
