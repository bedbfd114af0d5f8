# frozen_string_literal: true

require_relative '../resource'

module Ztp
  # `package` on Debian and its kin, through apt-get. Changed configuration files keep what the machine has.
  class PackageResource < Resource
    APT_GET = %w[apt-get -q -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold
                 -o DPkg::Lock::Timeout=300].freeze
    QUIET = { 'DEBIAN_FRONTEND' => 'noninteractive', 'NEEDRESTART_MODE' => 'l' }.freeze

    type :package
    default_action :install
    property :package_name, String, Array
    property :version, String, Array
    property :options, String, Array
    property :timeout, Integer, default: 3600

    # The resource is named by the packages, joined, when the recipe gives a list.
    def initialize(name, context, place)
      super
      @packages = Array(name)
    end

    def action_install
      present = installed
      missing = wanted.reject { |package, version| fits?(present[package], version) }
      return if missing.empty?

      change("installed #{told(missing)}") { apt_get('install', *arguments(missing), downgrade: missing.values.any?) }
    end

    def action_upgrade
      present = installed
      goal = wanted.to_h { |package, version| [package, version || candidate(package)] }
      behind = goal.reject { |package, version| present[package] == version }
      change("upgraded #{told(behind)}") { apt_get('install', *arguments(behind)) } unless behind.empty?
    end

    def action_remove = take_away('remove', 'removed')

    def action_purge = take_away('purge', 'purged')

    private

    def wanted = Array(package_name || @packages).zip(Array(version)).to_h

    def fits?(now, version) = now && (version.nil? || now == version)

    # Versions by package; a package that is only known, or only left its configuration, is not among them.
    def installed
      output = shell.run('dpkg-query', '-W', '-f', '${Package} ${db:Status-Status} ${Version}\n', *wanted.keys).stdout
      output.scan(/^(\S+) installed (\S+)$/).to_h
    end

    def candidate(package)
      found = shell.run('apt-cache', 'policy', package).stdout[/^\s+Candidate: (?!\(none\))(\S+)/, 1]
      found || (why_run? ? nil : fail_action("no package `#{package}` is known to apt"))
    end

    def take_away(verb, told)
      present = wanted.keys & installed.keys
      change("#{told} #{present.join(', ')}") { apt_get(verb, *present) } unless present.empty?
    end

    def apt_get(verb, *packages, downgrade: false)
      extra = options.is_a?(String) ? options.split : Array(options)
      extra += ['--allow-downgrades'] if downgrade
      shell.run!(*APT_GET, *extra, verb, *packages, env: QUIET, timeout: timeout, tee: $stdout)
    end

    def arguments(packages) = packages.map { |package, version| version ? "#{package}=#{version}" : package }

    def told(packages) = arguments(packages).join(', ')
  end
end
