# frozen_string_literal: true

module Ztp
  # A hash as recipes see it: string keys that symbols reach too, frozen all the way down.
  class Mash < Hash
    def self.of(value)
      case value
      when Hash then value.each_with_object(new) { |(k, v), mash| mash.store(k.to_s, of(v)) }.freeze
      when Array then value.map { |v| of(v) }.freeze
      else value
      end
    end

    def [](key) = super(key.to_s)

    def fetch(key, *default, &block) = super(key.to_s, *default, &block)

    def key?(key) = super(key.to_s)

    def dig(key, *rest) = rest.empty? || self[key].nil? ? self[key] : self[key].dig(*rest)
  end

  # One precedence level while attributes are being written: reading what is not there makes it, as in Chef.
  class Level
    def initialize(hash)
      @hash = hash
    end

    def [](key)
      value = (@hash[key.to_s] ||= {})
      value.is_a?(Hash) ? Level.new(value) : value
    end

    def []=(key, value)
      @hash[key.to_s] = Level.plain(value)
    end

    # String keys throughout.
    def self.plain(value)
      case value
      when Hash then value.to_h { |k, v| [k.to_s, plain(v)] }
      when Array then value.map { |v| plain(v) }
      else value
      end
    end
  end

  # The four levels of attributes, lowest first. A higher level wins; hashes merge, arrays and all else are replaced.
  class Attributes
    LEVELS = %i[default normal override automatic].freeze

    def initialize(normal: {}, automatic: {})
      @levels = { default: {}, normal: Level.plain(normal), override: {}, automatic: Level.plain(automatic) }
    end

    def level(name) = Level.new(@levels.fetch(name))

    def [](key) = Mash.of(merged(key.to_s))

    def key?(key) = @levels.values.any? { |level| level.key?(key.to_s) }

    private

    def merged(key)
      set = @levels.values.map { |level| level.slice(key).compact }
      set.reduce { |low, high| merge(low, high) }[key]
    end

    def merge(low, high)
      low.merge(high) { |_, a, b| a.is_a?(Hash) && b.is_a?(Hash) ? merge(a, b) : b }
    end
  end
end
