# frozen_string_literal: true

require 'etc'
require_relative 'errors'

module Ztp
  # only_if and not_if: a shell command whose exit status counts, or a block whose answer does.
  class Guard
    OPTIONS = %i[cwd user group environment timeout].freeze

    def initialize(kind, command, options, block)
      unknown = options.keys - OPTIONS
      raise Refused, "#{kind}: option `#{unknown.first}` is not known" unless unknown.empty?
      raise Refused, "#{kind} takes either a command or a block" if command.nil? == block.nil?

      @kind = kind
      @command = command
      @options = options
      @block = block
    end

    # inherited: options of the resource that count where the guard has none, as a command of execute has them.
    def allows?(shell, inherited = {})
      holds = @block ? @block.call : succeeds?(shell, inherited.merge(run_options))
      @kind == :only_if ? holds : !holds
    end

    def to_s = @command ? "#{@kind} `#{@command}`" : "#{@kind} { ... }"

    private

    # Nobody can have done it as an account that is not there yet.
    def succeeds?(shell, options)
      return false if options[:user] && !account?(options[:user])

      shell.run(@command, **options).ok?
    end

    def account?(name)
      Etc.getpwnam(name)
    rescue ArgumentError
      false
    end

    def run_options = @options.to_h { |k, v| [k == :environment ? :env : k, v] }
  end
end
