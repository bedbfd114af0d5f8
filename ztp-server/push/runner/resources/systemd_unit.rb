# frozen_string_literal: true

require 'tmpdir'
require_relative 'content'
require_relative 'service'

module Ztp
  # `systemd_unit`: a unit file in /etc/systemd/system, checked by systemd before it is put in place.
  class SystemdUnitResource < Resource
    include Unit

    FOLDER = '/etc/systemd/system'

    type :systemd_unit
    default_action :nothing
    property :unit_name, String, from_name: true
    property :content, String, Hash
    property :triggers_reload, Property::BOOLEAN, default: true

    # Whether `systemd-analyze verify` is asked; Chef's word for it.
    property :verify, Property::BOOLEAN, default: true

    def action_create
      text = content.is_a?(Hash) ? ini(content) : content
      fail_action('there is no content') unless text
      return if File.file?(path) && File.read(path) == text

      change(File.exist?(path) ? 'unit file changed' : 'unit file created') do
        ask_systemd(text) if verify
        File.write("#{path}.ztp", text, perm: 0o644)
        File.rename("#{path}.ztp", path)
        reload_systemd
      end
    end

    def action_delete
      return unless File.exist?(path)

      change('unit file deleted') do
        File.unlink(path)
        reload_systemd
      end
    end

    private

    def unit = unit_name

    def path = File.join(FOLDER, unit_name)

    def ini(sections)
      blocks = sections.map do |name, settings|
        lines = settings.flat_map { |key, values| Array(values).map { |value| "#{key} = #{value}\n" } }
        "[#{name}]\n#{lines.join}"
      end
      blocks.join("\n")
    end

    def ask_systemd(text)
      Dir.mktmpdir do |directory|
        draft = File.join(directory, unit_name)
        File.write(draft, text)
        result = shell.run('systemd-analyze', 'verify', draft)
        fail_action("systemd refuses #{unit_name}", result.output) unless result.ok?
      end
    end

    def reload_systemd
      shell.run!('systemctl', 'daemon-reload') if triggers_reload
    end
  end
end
