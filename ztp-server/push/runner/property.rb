# frozen_string_literal: true

module Ztp
  # A value that is worked out when its resource converges.
  Lazy = Struct.new(:block)

  # The +property+ declaration of resource classes. A property takes a value of its types, a Lazy, or nothing (then it
  # answers); what does not fit is refused with the names of the resource and the property.
  module Property
    BOOLEAN = [TrueClass, FalseClass].freeze
    UNSET = Object.new.freeze

    # What a property takes. +types+ are classes or, as in Chef, values; +required+ is true or the actions that need it;
    # no word is said of a value that is +sensitive+.
    Definition = Struct.new(:name, :types, :default, :from_name, :only, :pattern, :required, :sensitive,
                            keyword_init: true) do
      def takes_nil? = types.include?(NilClass) || types.include?(nil)

      # What is wrong with +value+, or nil.
      def fault(value)
        fits = value.nil? || types.empty? || types.any? { |type| type === value }
        return "takes #{types.map { |type| type.nil? ? 'nil' : type }.join(' or ')}, not #{value.class}" unless fits
        return "takes only #{only.map(&:inspect).join(', ')} here" if only && !only.include?(value)

        return unless pattern && value && !pattern.match?(value)

        "does not take #{sensitive ? 'its value' : value.inspect}: it is to match #{pattern.source}"
      end
    end

    def property(name, *types, **options)
      definition = properties[name] = Definition.new(name: name, types: types.flatten, **options)
      define_method(name) do |value = UNSET|
        value.equal?(UNSET) ? answer(definition) : take(definition, value)
      end
    end

    def properties = (@properties ||= superclass.respond_to?(:properties) ? superclass.properties.dup : {})

    # What the class needs beside the declarations; it brings #refuse.
    module Values
      def set?(name) = @values.key?(name)

      private

      # As in Chef, nil stands for the default unless the property takes nil itself.
      def take(definition, value)
        if value.nil? && !definition.takes_nil?
          @values.delete(definition.name)
        else
          @values[definition.name] = value.is_a?(Lazy) ? value : fitting(definition, value)
        end
      end

      def answer(definition)
        value = @values.fetch(definition.name) { definition.from_name ? name : definition.default }
        value.is_a?(Lazy) ? fitting(definition, instance_exec(&value.block)) : value
      end

      def fitting(definition, value)
        fault = definition.fault(value)
        refuse("property `#{definition.name}` #{fault}") if fault

        value
      end
    end
  end
end
