# frozen_string_literal: true

require_relative 'action_body'
require_relative 'from_file'
require_relative 'resource'

module Ztp
  # A kind of resource that a cookbook brings in its resources/: a subclass for each file.
  class CustomResource < Resource
    extend FromFile

    # Chef's options of a property by ours; nil for those that change nothing here.
    OPTIONS = { name_property: :from_name, default: :default, required: :required, equal_to: :only, regex: :pattern,
                sensitive: :sensitive, description: nil, desired_state: nil }.freeze

    class << self
      attr_reader :actions, :place

      # The kind that +path+ describes.
      def read(path)
        kind = Class.new(self)
        kind.from_file(path)
        kind.complete(path)
      end

      def unified_mode(wanted) = @unified = wanted

      def provides(word) = type(word)

      def description(*) = nil

      def property(name, *types, **options)
        unknown = options.keys - OPTIONS.keys
        raise Refused, "property `#{name}`: option `#{unknown.first}` is not known" unless unknown.empty?

        options[:equal_to] = Array(options[:equal_to]) if options.key?(:equal_to)
        super(name, *types, **options.to_h { |key, value| [OPTIONS[key], value] }.except(nil))
      end

      def lazy(&block) = Lazy.new(block)

      # Like Chef, the first action is the default unless the file says so.
      def action(name, **, &block)
        (@actions ||= []) << name
        action_class.define_method(:"action_#{name}", &block)
      end

      def default_action(action = nil)
        action ? @default_action = action : @default_action || actions.first
      end

      def action_class(&block)
        @action_class ||= Class.new(ActionBody)
        @action_class.class_eval(&block) if block
        @action_class
      end

      def complete(path)
        @place = Place.new(File.basename(File.dirname(path, 2)), "resources/#{File.basename(path, '.rb')}", 1)
        lacking = '`unified_mode true`' unless @unified == true
        lacking ||= 'what it `provides`' unless @type
        lacking ||= 'an `action`' unless actions
        raise Refused.new("a resource file says #{lacking}", place) if lacking

        self
      end

      def method_missing(word, *) = raise(Refused, "resource file: `#{word}` is not known")

      def respond_to_missing?(*) = false

      private

      # Methods that the file defines are those of its resources.
      def evaluate = class_eval(File.read(@file), @file, 1)
    end

    def check
      self.class.properties.each_value do |definition|
        needed = definition.required == true || (Array(definition.required || []) & action).any?
        refuse("`#{definition.name}` is required") if needed && !set?(definition.name) && !definition.from_name
      end
    end

    def perform(action)
      body = self.class.action_class.new(self, @context)
      body.send(:"action_#{action}")
      @diff = body.diff
      body.changes
    rescue Refused => e
      fail_action([e.message, *("(#{e.place})" if e.place)].join(' '))
    end
  end
end
