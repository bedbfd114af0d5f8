# frozen_string_literal: true

module Ztp
  # Questions about the platform, asked in recipes, attribute files, resource blocks and templates alike.
  module Platform
    def platform?(*names) = names.map(&:to_s).include?(node['platform'])

    def platform_family?(*names) = names.map(&:to_s).include?(node['platform_family'])

    def debian? = platform_family?('debian')

    def ubuntu? = platform?('ubuntu')

    def linux? = node['os'] == 'linux'

    def systemd? = ::File.directory?('/run/systemd/system')

    # The value for this platform and version, else that for `default`; version keys match exactly.
    def value_for_platform(values)
      found = values.find { |names, _| Array(names).map(&:to_s).include?(node['platform']) }&.last
      return values['default'] unless found

      by_version = found.find { |versions, _| Array(versions).include?(node['platform_version']) }
      by_version ? by_version.last : found.fetch('default', values['default'])
    end

    def value_for_platform_family(values)
      found = values.find { |names, _| Array(names).map(&:to_s).include?(node['platform_family']) }
      found ? found.last : values['default']
    end
  end
end
