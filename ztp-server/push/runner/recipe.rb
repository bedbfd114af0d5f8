# frozen_string_literal: true

require_relative 'from_file'
require_relative 'words'

module Ztp
  # Self in a recipe. Evaluating one collects its resources.
  class Recipe
    include FromFile
    include Words

    attr_reader :cookbook_name, :recipe_name

    # +compilation+ takes the resources and loads further recipes.
    def initialize(compilation, context, cookbook_name, recipe_name)
      @compilation = compilation
      @context = context
      @cookbook_name = cookbook_name
      @recipe_name = recipe_name
    end

    def include_recipe(*names) = names.each { |name| @compilation.include_recipe(name, from: cookbook_name) }

    private

    attr_reader :context

    def declare(...) = @compilation.declare(...)
  end
end
