# frozen_string_literal: true

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

    def allows?(shell)
      holds = @block ? @block.call : shell.run(@command, **run_options).ok?
      @kind == :only_if ? holds : !holds
    end

    def to_s = @command ? "#{@kind} `#{@command}`" : "#{@kind} { ... }"

    private

    def run_options = @options.to_h { |k, v| [k == :environment ? :env : k, v] }
  end
end
