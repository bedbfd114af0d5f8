# frozen_string_literal: true

require_relative 'collection'
require_relative 'words'

module Ztp
  # Self in an action of a custom resource: the words of a recipe, where each resource converges as soon as it is
  # declared (Chef's unified mode). Subclasses hold the actions of one kind, as methods, and its `action_class`.
  class ActionBody
    include Words

    # The resource whose action this is; what its resources changed, one phrase each; and their differences of files.
    attr_reader :new_resource, :changes, :diff

    def initialize(resource, context)
      @new_resource = resource
      @context = context
      @collection = Collection.new(resource.collection)
      @changes = []
    end

    # Whether the blocks of resources in here may use it, though it is none of their own.
    def lends?(word)
      return true if word == :new_resource

      method = self.class.instance_method(word)
      method.owner < ActionBody || !ActionBody.ancestors.include?(method.owner)
    rescue NameError
      false
    end

    private

    attr_reader :context

    def declare(kind, name, place, &block)
      resource = kind.new(name, context, place)
      resource.enclosing = self
      resource.instance_eval(&block) if block
      refuse_what_differs(resource)
      @collection << resource
      @collection.tie(resource)
      resource.check
      resource.action.each { |action| note(resource, context.convergence.perform(resource, action)) }
      resource
    end

    # Chef takes such a file from the cookbook that uses the resource, and subscriptions act at times of their own.
    def refuse_what_differs(resource)
      refused = 'in an action, say `notifies` instead of `subscribes`' unless resource.subscriptions.empty?
      unnamed = resource.is_a?(CookbookFileResource) && !resource.cookbook
      refused ||= 'in an action, say which `cookbook` has it' if unnamed
      raise Refused.new("#{resource}: #{refused}", resource.place) if refused
    end

    def note(resource, told)
      return unless told

      @changes << [resource.label, *(told unless resource.sensitive)].join(': ')
      @diff = [@diff, resource.diff].compact.join("\n") if resource.diff
    end
  end
end
