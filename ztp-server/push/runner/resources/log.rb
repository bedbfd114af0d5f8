# frozen_string_literal: true

require_relative '../resource'

module Ztp
  # `log`: a line in the run's output. It is no change.
  class LogResource < Resource
    LEVELS = %i[trace debug info warn error fatal].freeze

    type :log
    default_action :write
    property :message, String, from_name: true
    property :level, Symbol, default: :info, only: LEVELS

    def action_write
      puts "#{level.upcase}: #{message}" unless sensitive || %i[trace debug].include?(level)
    end
  end
end
