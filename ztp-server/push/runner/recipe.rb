# frozen_string_literal: true

require_relative 'from_file'
require_relative 'kinds'
require_relative 'platform'

module Ztp
  # The words of a recipe: the kinds of resources, and a few questions. Evaluating one collects its resources.
  class Recipe
    include FromFile
    include Platform

    attr_reader :cookbook_name, :recipe_name, :node

    # +compilation+ takes the resources and loads further recipes.
    def initialize(compilation, node, cookbook_name, recipe_name)
      @compilation = compilation
      @node = node
      @cookbook_name = cookbook_name
      @recipe_name = recipe_name
    end

    KINDS.each do |word, kind|
      define_method(word) do |name = '', &block|
        @compilation.declare(kind, name, Place.of(caller_locations), &block)
      end
    end

    def include_recipe(*names) = names.each { |name| @compilation.include_recipe(name, from: cookbook_name) }

    def lazy(&block) = Lazy.new(block)

    def method_missing(name, *)
      raise Refused, "`#{name}` is neither a resource nor a method known here"
    end

    def respond_to_missing?(*) = false
  end
end
