# frozen_string_literal: true

require 'erb'
require_relative 'content'

module Ztp
  # `template`: ERB of the cookbook's templates/, with `node` and the variables as instance variables.
  class TemplateResource < CookbookFileResource
    type :template
    property :variables, Hash, default: {}

    # What a template sees as self.
    class View
      include Platform

      attr_reader :node

      def initialize(node, variables)
        @node = node
        variables.each { |name, value| instance_variable_set("@#{name}", value) }
      end

      def render(path)
        erb = ERB.new(File.read(path, encoding: 'UTF-8'), trim_mode: '-')
        erb.filename = path
        erb.result(binding)
      end

      def method_missing(name, *) = raise(Refused.new("template: `#{name}` is not known", nil))

      def respond_to_missing?(*) = false
    end

    def check
      super
      ERB.new(File.read(found, encoding: 'UTF-8'), trim_mode: '-').tap { |erb| erb.filename = found }.then do |erb|
        RubyVM::InstructionSequence.compile(erb.src, found)
      end
    rescue SyntaxError => e
      refuse("#{e.message.lines.first.chomp}")
    end

    private

    def wanted_content = View.new(node, variables).render(found)

    def folder = 'templates'

    def file_name = source || "#{File.basename(path)}.erb"
  end
end
