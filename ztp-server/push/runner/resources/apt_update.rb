# frozen_string_literal: true

require 'fileutils'
require_relative 'package'

module Ztp
  # `apt_update`: fresh package lists. Age is told by the stamp that Chef keeps too, so either may follow the other.
  class AptUpdateResource < Resource
    STAMP = '/var/lib/apt/periodic/update-success-stamp'
    DAY_SECONDS = 86_400

    type :apt_update
    default_action :periodic
    property :frequency, Integer, default: DAY_SECONDS

    def action_periodic
      action_update unless File.exist?(STAMP) && File.mtime(STAMP) > Time.now - frequency
    end

    def action_update
      change('package lists refreshed') do
        shell.run!('apt-get', '-q', '-o', 'APT::Update::Error-Mode=any', 'update',
                   env: PackageResource::QUIET, tee: $stdout)
        FileUtils.mkdir_p(File.dirname(STAMP))
        FileUtils.touch(STAMP)
      end
    end
  end
end
