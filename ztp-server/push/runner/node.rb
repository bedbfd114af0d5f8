# frozen_string_literal: true

require_relative 'attributes'

module Ztp
  # The machine as recipes, attribute files and templates see it.
  class Node
    attr_reader :run_state

    def initialize(attributes, name)
      @attributes = attributes
      @name = name
      @run_state = {}
    end

    attr_reader :name

    def [](key) = @attributes[key]

    def key?(key) = @attributes.key?(key)
    alias attribute? key?

    def dig(key, *rest) = rest.empty? || self[key].nil? ? self[key] : self[key].dig(*rest)

    # Like #dig, but never stumbles over a value that has nothing below it.
    def read(*path) = path.reduce(self) { |at, key| at.respond_to?(:key?) ? at[key] : nil }

    def default = @attributes.level(:default)

    def normal = @attributes.level(:normal)

    def override = @attributes.level(:override)

    def chef_environment = '_default'
  end
end
