# frozen_string_literal: true

require 'tempfile'
require_relative '../resource'

module Ztp
  # `execute`: a command whose effect only its guards and `creates` know. Its output goes to the run's output as it
  # comes, unless the resource is sensitive.
  class ExecuteResource < Resource
    type :execute
    default_action :run
    property :command, String, Array, from_name: true
    property :cwd, String
    property :environment, Hash, default: {}
    property :user, String
    property :group, String
    property :umask, String, Integer
    property :creates, String
    property :returns, Integer, Array, default: 0
    property :timeout, Integer, default: 3600
    property :live_stream, Property::BOOLEAN

    # Chef's short word for environment.
    def env(*value) = environment(*value)

    # The name is the command when no other was given, and then may be as secret.
    def label = sensitive && command == name ? "#{self.class.type}[sensitive]" : super

    # Commands of guards run as the command does, unless they say otherwise.
    def guard_options = { user: user, group: group, cwd: cwd, env: environment }.reject { |_, v| v.nil? || v == {} }

    def action_run
      return if creates && File.exist?(creates_path)

      change('ran') { execute }
    end

    private

    def creates_path = File.expand_path(creates, cwd || '/')

    def execute
      result = shell.run(*words, env: environment, cwd: cwd || '/', user: user, group: group, timeout: timeout,
                                 umask: umask_bits, tee: sensitive ? nil : $stdout)
      return if Array(returns).include?(result.status)

      told = "ended with #{result.status}, not #{Array(returns).join(' or ')}"
      fail_action([told, result.last_line].compact.join(': '), result.output)
    end

    def words = Array(command)

    def umask_bits = umask.is_a?(String) ? Integer(umask, 8) : umask
  end

  # `bash`: a script in the recipe itself.
  class BashResource < ExecuteResource
    type :bash
    property :code, String
    property :flags, String

    def check
      refuse("`code` is required") unless set?(:code)
    end

    def label = to_s

    private

    def words = ['bash', *flags.to_s.split, '-c', code]
  end

  # `ruby_block`: Ruby that runs in its turn. It counts as a change whenever it runs, as in Chef.
  class RubyBlockResource < Resource
    type :ruby_block
    default_action :run

    def block(&body) = body ? @body = body : @body

    def action_run = change('ran') { @body&.call }

    def action_create = action_run
  end
end
