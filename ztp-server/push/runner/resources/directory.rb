# frozen_string_literal: true

require 'fileutils'
require_relative 'access'

module Ztp
  # `directory`. `recursive` makes missing parents (with the default access) and deletes what is inside.
  class DirectoryResource < Resource
    include Access

    type :directory
    default_action :create
    property :path, String, from_name: true
    property :recursive, Property::BOOLEAN, default: false

    def action_create
      fail_action("#{path} is no directory") if File.exist?(path) && !File.directory?(path)
      change('created') { make } unless File.directory?(path)
      bring_access(path)
    end

    def action_delete
      change('deleted') { recursive ? FileUtils.rm_r(path) : Dir.rmdir(path) } if File.directory?(path)
    end

    private

    def make
      return FileUtils.mkdir_p(path) if recursive

      fail_action("parent directory #{File.dirname(path)} does not exist") unless File.directory?(File.dirname(path))
      Dir.mkdir(path)
    end
  end
end
