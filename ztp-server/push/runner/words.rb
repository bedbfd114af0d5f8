# frozen_string_literal: true

require_relative 'kinds'
require_relative 'platform'

module Ztp
  # The words that recipes and the actions of custom resources have in common: every kind of resource, and a few
  # questions. The class brings #declare, which takes kind, name, place and block, and #context.
  module Words
    include Platform

    KINDS.each do |word, kind|
      define_method(word) { |name = '', &block| declare(kind, name, Place.of(caller_locations), &block) }
    end

    def lazy(&block) = Lazy.new(block)

    def node = context.node

    def method_missing(word, *arguments, &block)
      kind = context.kinds[word] or raise Refused, "`#{word}` is neither a resource nor a method known here"

      declare(kind, arguments.first || '', Place.of(caller_locations), &block)
    end

    def respond_to_missing?(*) = false
  end
end
