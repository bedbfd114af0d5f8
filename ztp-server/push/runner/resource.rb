# frozen_string_literal: true

require_relative 'guard'
require_relative 'platform'
require_relative 'property'

module Ztp
  # One thing that a recipe declares. A kind of resource is a subclass with properties and, for each action, a method
  # `action_NAME` that compares, and changes through #change only.
  class Resource
    extend Property
    include Property::Values
    include Platform

    Notification = Struct.new(:action, :target, :timing)
    TIMINGS = { before: :before, delayed: :delayed, immediately: :immediately, immediate: :immediately }.freeze

    def self.type(name = nil) = name ? @type = name : @type || superclass.type

    def self.actions = instance_methods.grep(/\Aaction_/).map { |m| m.to_s.delete_prefix('action_').to_sym }

    def self.default_action(action = nil)
      action ? @default_action = action : @default_action || superclass.default_action
    end

    attr_reader :name, :place, :notifications, :subscriptions, :guards

    # The Collection it is in, and the ActionBody that declares it, nil for a recipe.
    attr_accessor :collection, :enclosing

    # What a why-run would make of a file, as diff -u shows it; nil for anything else.
    attr_reader :diff

    property :ignore_failure, Property::BOOLEAN, Symbol, default: false
    property :retries, Integer, default: 0
    property :retry_delay, Integer, default: 2
    property :sensitive, Property::BOOLEAN, default: false

    def initialize(name, context, place)
      @name = name.is_a?(Array) ? name.join(', ') : name
      @context = context
      @place = place
      @values = {}
      @notifications = []
      @subscriptions = []
      @guards = []
      @changes = []
    end

    def to_s = "#{self.class.type}[#{name}]"

    # The name to show; to_s is the name to find it by.
    def label = to_s

    def action(*names)
      return @action || [self.class.default_action] if names.empty?

      names = names.flatten.map(&:to_sym)
      names.each { |action| check_action(action) }
      @action = names
    end

    def notifies(action, target, timing = :delayed)
      @notifications << Notification.new(action.to_sym, target, timing_of(timing))
    end

    def subscribes(action, source, timing = :delayed)
      check_action(action.to_sym)
      @subscriptions << Notification.new(action.to_sym, source, timing_of(timing))
    end

    def only_if(command = nil, **options, &block) = @guards << Guard.new(:only_if, command, options, block)

    def not_if(command = nil, **options, &block) = @guards << Guard.new(:not_if, command, options, block)

    def lazy(&block) = Lazy.new(block)

    def node = @context.node

    def cookbook_name = place.cookbook

    def recipe_name = place.recipe

    def check_action(action)
      known = [:nothing, *self.class.actions]
      refuse("action `#{action}` is not one of #{known.join(', ')}") unless known.include?(action)
    end

    # Runs the action and answers what it changed, one phrase each; empty when all was right before.
    def perform(action)
      @changes = []
      @diff = nil
      send(:"action_#{action}")
      @changes
    end

    # What guards are run with unless they say otherwise; execute has more.
    def guard_options = {}

    # Called once the whole recipe is known, before anything is changed.
    def check; end

    def method_missing(name, *arguments, &block)
      return enclosing.send(name, *arguments, &block) if enclosing&.lends?(name)

      refuse("`#{name}` is neither a property of #{self.class.type} nor a method known here")
    end

    def respond_to_missing?(*) = false

    private

    def shell = @context.shell

    def why_run? = @context.why_run

    # Notes a change, and makes it unless this is a why-run.
    def change(what)
      @changes << what
      yield unless why_run?
    end

    def fail_action(message, log = nil) = raise(ActionFailed.new(message, log))

    def timing_of(timing) = TIMINGS[timing.to_sym] || refuse("notification timing `#{timing}` is not known")

    # Points to the line at fault, and to the declaration when no recipe is being read.
    def refuse(message) = raise(Refused.new("#{self}: #{message}", Place.of(caller_locations) || place))
  end
end
