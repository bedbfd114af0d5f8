require 'digest'
require 'json'

# What several recipes ask of the node.
module EdgeOpenstack
  SAFE = /\A[A-Za-z0-9_-]+\z/.freeze

  # What packages ask whether they are to set it up themselves.
  NOVA = %w[configure_db configure_rabbit configure_ksat configure_neutron configure_placement].freeze
  NEUTRON = %w[configure_db configure_rabbit configure_ksat configure_nova].freeze

  # The address at which others reach this machine.
  def self.address(node)
    node['openstack']['address'] || node.read('ztp', 'address') || node['ipaddress'] ||
      raise('openstack: this machine has no address; set the attribute openstack.address')
  end

  # The controller's address, which is this machine's own where it is the controller.
  def self.controller(node)
    return node['openstack']['controller'] if node['openstack']['controller']

    peers = node.read('ztp', 'peers', 'openstack::controller') || []
    return peers.first.dig('published', 'address') || peers.first['address'] if peers.size == 1

    raise("openstack: #{peers.size} machines are controllers; set the attribute openstack.controller")
  end

  # A command that says no to questions of packages; the part before the dash is how the questions begin.
  def self.answers(questions)
    lines = questions.flat_map do |package, names|
      names.map { |name| "#{package} #{package[/\A\w+/]}/#{name} boolean false" }
    end
    "printf '%s\\n' #{lines.map { |line| "'#{line}'" }.join(' ')} | debconf-set-selections"
  end

  # A guard: questions are only asked before a package is there.
  def self.installed(package) = "dpkg-query -W -f '${db:Status-Status}' #{package} | grep -qx installed"

  # Secrets go into URLs and INI files, hence no character that either would read.
  def self.secret(node, name)
    value = node['openstack'][name]
    raise("openstack: the secret openstack.#{name} is not set") unless value
    raise("openstack: openstack.#{name} may hold letters, digits, dash and underscore only") unless value.match?(SAFE)

    value
  end

  # How a service signs in to Keystone, as the lines of an INI section.
  def self.account(node, service, controller)
    { 'auth_type' => 'password', 'auth_url' => "http://#{controller}:5000/v3",
      'region_name' => node['openstack']['region'], 'project_name' => 'service',
      'project_domain_name' => 'Default', 'user_domain_name' => 'Default',
      'username' => service, 'password' => secret(node, "#{service}_password") }
  end

  # How a service checks the tokens that it is shown.
  def self.authtoken(node, service, controller)
    account(node, service, controller)
      .merge('www_authenticate_uri' => "http://#{controller}:5000/v3", 'memcached_servers' => '127.0.0.1:11211',
             'service_token_roles' => 'service', 'service_token_roles_required' => 'true')
  end

  def self.database_url(node, account, database = account)
    "mysql+pymysql://#{account}:#{secret(node, "#{account}_database_password")}@127.0.0.1/#{database}"
  end

  def self.transport_url(node, controller)
    "rabbit://openstack:#{secret(node, 'rabbitmq_password')}@#{controller}:5672/"
  end

  # The services' account and its rights. RabbitMQ keeps passwords as salt and SHA-256, in Base64; the salt comes from
  # the password, so that the file stays as it is.
  def self.rabbitmq_definitions(password)
    salt = Digest::SHA256.digest("salt of #{password}")[0, 4]
    hash = [salt + Digest::SHA256.digest(salt + password)].pack('m0')
    everything = '.*'
    "#{JSON.pretty_generate(
      'vhosts' => [{ 'name' => '/' }],
      'users' => [{ 'name' => 'openstack', 'password_hash' => hash, 'tags' => [],
                    'hashing_algorithm' => 'rabbit_password_hashing_sha256' }],
      'permissions' => [{ 'user' => 'openstack', 'vhost' => '/', 'configure' => everything, 'write' => everything,
                          'read' => everything }]
    )}\n"
  end

  # The services of the catalogue: name, type, and the URL on the controller.
  def self.catalogue(node, address)
    services = [['keystone', 'identity', "http://#{address}:5000/v3"],
                ['glance', 'image', "http://#{address}:9292"],
                ['placement', 'placement', "http://#{address}:8778"],
                ['nova', 'compute', "http://#{address}:8774/v2.1"],
                ['neutron', 'network', "http://#{address}:9696"]]
    services << ['ironic', 'baremetal', "http://#{address}:6385"] if node['openstack']['ironic']['enabled']
    services
  end

  # What openstack-register is to bring about, as JSON.
  def self.wanted(node, address)
    services = catalogue(node, address).map { |name, type, url| { 'name' => name, 'type' => type, 'url' => url } }
    accounts = (services.map { |service| service['name'] } - ['keystone'])
               .to_h { |name| [name, secret(node, "#{name}_password")] }
    JSON.generate('region' => node['openstack']['region'], 'services' => services, 'accounts' => accounts)
  end

  # The variables of nova.conf, which is one file on a machine that is both controller and compute.
  def self.nova(node, address, controller)
    accounts = %w[nova placement neutron].to_h { |service| [service, account(node, service, controller)] }
    variables = { address: address, controller_address: controller, controller: address == controller,
                  transport: transport_url(node, controller), accounts: accounts,
                  console: node['openstack']['console']['enabled'], metadata_secret: secret(node, 'metadata_secret') }
    return variables unless variables[:controller]

    variables.merge(database: database_url(node, 'nova'), api_database: database_url(node, 'nova', 'nova_api'),
                    authtoken: authtoken(node, 'nova', controller))
  end

  # The variables of neutron.conf, in the same way.
  def self.neutron(node, address, controller)
    variables = { controller: address == controller, transport: transport_url(node, controller) }
    return variables unless variables[:controller]

    variables.merge(database: database_url(node, 'neutron'), authtoken: authtoken(node, 'neutron', controller),
                    nova: account(node, 'nova', controller))
  end
end
