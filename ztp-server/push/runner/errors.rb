# frozen_string_literal: true

module Ztp
  IN_COOKBOOK = %r{/(?<cookbook>[^/]+)/(?<folder>recipes|attributes|libraries|resources)/(?<file>[^/]+)\.rb\z}

  # Where a cookbook says something: its name, the recipe (or folder and file) and the line.
  Place = Struct.new(:cookbook, :recipe, :line) do
    # The innermost cookbook file of a backtrace, or nil.
    def self.of(locations)
      Array(locations).each do |location|
        path = location.absolute_path || location.path.to_s
        at = IN_COOKBOOK.match(path) or next
        next if path.start_with?(__dir__)

        name = at[:folder] == 'recipes' ? at[:file] : "#{at[:folder]}/#{at[:file]}"
        return new(at[:cookbook], name, location.lineno)
      end
      nil
    end

    def to_s = "#{cookbook}::#{recipe} line #{line}"
  end

  # A cookbook asks for something that this runner does not do. Found before anything is changed.
  class Refused < StandardError
    attr_reader :place

    def initialize(message, place = Place.of(caller_locations))
      @place = place
      super(message)
    end
  end

  # A resource could not reach its state. +log+ holds the output that tells why, nil for a sensitive resource.
  class ActionFailed < StandardError
    attr_reader :log

    def initialize(message, log = nil)
      @log = log
      super(message)
    end
  end

  # An operator asked the run to stop; +exit_code+ as in Chef's table of exit codes.
  class Stopped < Exception # rubocop:disable Lint/InheritException -- a recipe's own rescue must not swallow it
    attr_reader :exit_code

    def initialize(signal, exit_code)
      @exit_code = exit_code
      super("stopped by SIG#{signal}")
    end
  end
end
