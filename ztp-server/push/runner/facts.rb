# frozen_string_literal: true

require 'etc'
require 'socket'

module Ztp
  # What Ohai would tell about this machine, as far as recipes here ask for it. Read from +root+, / on a real machine.
  class Facts
    FAMILIES = { 'debian' => 'debian', 'ubuntu' => 'debian' }.freeze

    def initialize(root: '/', uname: Etc.uname, interfaces: Socket.getifaddrs)
      @root = root
      @uname = uname
      @interfaces = interfaces
    end

    def to_h
      { 'os' => 'linux', 'root_group' => 'root', 'kernel' => kernel, 'memory' => memory, 'cpu' => cpu }
        .merge(platform, names, network)
    end

    private

    def platform
      release = read('etc/os-release').scan(/^(\w+)="?([^"\n]*)"?$/).to_h
      id = release['ID']
      version = id == 'debian' ? read('etc/debian_version')[/\A\d[\d.]*/] : nil
      { 'platform' => id, 'platform_family' => FAMILIES.fetch(id, id),
        'platform_version' => version || release['VERSION_ID'],
        'lsb' => { 'codename' => release['VERSION_CODENAME'] } }
    end

    def names
      machine = @uname[:nodename]
      hostname, domain = machine.split('.', 2)
      { 'machinename' => machine, 'hostname' => hostname, 'domain' => domain, 'fqdn' => machine }
    end

    # The address of the interface with the default route, else of the first that is up and not the loopback.
    def network
      device, gateway = default_route
      address = ipv4.find { |i| i.name == device } || ipv4.first
      { 'ipaddress' => address&.addr&.ip_address, 'macaddress' => address && mac(address.name),
        'network' => { 'default_interface' => device, 'default_gateway' => gateway, 'interfaces' => by_interface } }
    end

    def by_interface
      @interfaces.select { |i| i.addr&.ip? }.group_by(&:name).transform_values do |all|
        { 'addresses' => all.to_h { |i| [i.addr.ip_address[/[^%]+/], { 'family' => family(i.addr) }] } }
      end
    end

    def family(address) = address.ipv4? ? 'inet' : 'inet6'

    def ipv4 = @interfaces.select { |i| i.addr&.ipv4? && !i.addr.ipv4_loopback? }

    def mac(interface) = read("sys/class/net/#{interface}/address").strip.upcase

    def default_route
      fields = read('proc/net/route').lines.drop(1).map(&:split).find { |f| f[1] == '00000000' && f[7] == '00000000' }
      fields && [fields[0], [fields[2]].pack('H*').unpack('C4').reverse.join('.')]
    end

    def kernel
      { 'name' => @uname[:sysname], 'release' => @uname[:release], 'version' => @uname[:version],
        'machine' => @uname[:machine] }
    end

    def memory
      kilobytes = read('proc/meminfo').scan(/^(\w+):\s+(\d+) kB$/).to_h
      { 'total' => 'MemTotal', 'free' => 'MemFree', 'available' => 'MemAvailable' }
        .transform_values { |word| "#{kilobytes.fetch(word, 0)}kB" }
    end

    def cpu
      text = read('proc/cpuinfo')
      { 'total' => text.scan(/^processor\s*:/).size, 'model_name' => text[/^model name\s*:\s*(.+)$/, 1] }
    end

    def read(path)
      File.read(File.join(@root, path))
    rescue SystemCallError
      ''
    end
  end
end
