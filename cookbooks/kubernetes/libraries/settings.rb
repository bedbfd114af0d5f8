module EdgeKubernetes
  # What recipes work out of the attributes.
  module Settings
    VERSION_FILE = '/etc/kubernetes/version'.freeze

    # What this machine has, or nil.
    def self.installed = ::File.file?(VERSION_FILE) ? ::File.read(VERSION_FILE).strip : nil

    def self.address(node) = node['kubernetes']['address'] || node.read('ztp', 'address') || node['ipaddress']

    # The first address of the network of services is that of the API server, the tenth that of a name server.
    def self.service_address(node, number)
      octets = node['kubernetes']['service_network'][%r{\A[\d.]+(?=/)}].split('.').map(&:to_i)
      [*octets.first(3), octets.last + number].join('.')
    end

    def self.pod_subnet(node)
      own = node['kubernetes']['pod_subnet'] and return own

      first, second = node['kubernetes']['pod_network'].split('.')
      "#{first}.#{second}.#{address(node).to_s[/\d+\z/] || 0}.0/24"
    end

    # The server's registry is at the address of its package mirror.
    def self.registry(node)
      own = node['kubernetes']['registry']
      own.nil? ? node.read('ztp', 'mirror').to_s[%r{\Ahttps?://[^/]+}] : own || nil
    end

    def self.token(node)
      token = node['kubernetes']['bootstrap_token']
      return token if token.to_s.match?(/\A[a-z0-9]{6}\.[a-z0-9]{16}\z/)

      raise 'kubernetes.bootstrap_token is missing or is not 6 characters, a dot and 16 characters of a-z and 0-9'
    end

    # The url and sha256 of a program.
    def self.artifact(node, program)
      artifact = node['kubernetes']['artifacts'][program]
      return artifact if artifact && artifact['url'] && artifact['sha256']

      raise "kubernetes.artifacts.#{program} needs url and sha256: Debian has no package of it"
    end

    # The programs of +all+ that are there, for those a role can do without.
    def self.given(node, *all) = all.select { |program| node['kubernetes']['artifacts'][program] }
  end
end
