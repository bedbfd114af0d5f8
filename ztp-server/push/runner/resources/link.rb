# frozen_string_literal: true

require_relative '../resource'

module Ztp
  # `link`, symbolic only.
  class LinkResource < Resource
    type :link
    default_action :create
    property :target_file, String, from_name: true
    property :to, String
    property :link_type, Symbol, String, only: [:symbolic, 'symbolic']

    def check
      refuse("`to` is required") unless set?(:to) || action == [:delete]
    end

    def action_create
      return if File.symlink?(target_file) && File.readlink(target_file) == to

      fail_action("#{target_file} exists and is no link") if File.exist?(target_file) && !File.symlink?(target_file)
      change("-> #{to}") do
        File.unlink(target_file) if File.symlink?(target_file)
        File.symlink(to, target_file)
      end
    end

    def action_delete
      change('deleted') { File.unlink(target_file) } if File.symlink?(target_file)
    end
  end
end
