# frozen_string_literal: true

require_relative '../resource'

module Ztp
  # What `systemctl` tells of a unit and does to it; shared by `service` and `systemd_unit`.
  module Unit
    # States in which a unit starts at boot, or cannot be asked to.
    ENABLED = %w[enabled static generated alias indirect].freeze

    def action_enable
      change('enabled') { systemctl('enable') } unless ENABLED.include?(state['UnitFileState'])
    end

    def action_disable
      change('disabled') { systemctl('disable') } if state['UnitFileState'] == 'enabled'
    end

    def action_start
      change('started') { systemctl('start') } unless active?
    end

    def action_stop
      change('stopped') { systemctl('stop') } if active?
    end

    def action_restart = change('restarted') { systemctl('restart') }

    def action_reload
      active? ? change('reloaded') { systemctl('reload') } : action_start
    end

    def action_mask
      change('masked') { systemctl('mask') } unless state['UnitFileState'] == 'masked'
    end

    def action_unmask
      change('unmasked') { systemctl('unmask') } if state['UnitFileState'] == 'masked'
    end

    private

    def active? = state['ActiveState'] == 'active'

    def state
      shell.run!('systemctl', 'show', '-p', 'UnitFileState', '-p', 'ActiveState', unit)
           .stdout.lines.to_h { |line| line.chomp.split('=', 2) }
    end

    def systemctl(verb) = shell.run!('systemctl', verb, unit)
  end

  # `service`, of systemd.
  class ServiceResource < Resource
    include Unit

    type :service
    default_action :nothing
    property :service_name, String, from_name: true
    property :supports, Hash, Array

    private

    def unit = service_name
  end
end
