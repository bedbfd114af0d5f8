# frozen_string_literal: true

module Ztp
  # A value that is worked out when its resource converges.
  Lazy = Struct.new(:block)

  # The +property+ declaration of resource classes. A property takes a value of its types, a Lazy, or nothing (then it
  # answers); what does not fit is refused with the names of the resource and the property.
  module Property
    BOOLEAN = [TrueClass, FalseClass].freeze
    UNSET = Object.new.freeze

    def property(name, *types, default: nil, from_name: false, only: nil)
      types = types.flatten
      properties << name
      define_method(name) do |value = UNSET|
        return take(name, value, types, only) unless value.equal?(UNSET)

        answer(name, types, only) { from_name ? self.name : default }
      end
    end

    def properties = (@properties ||= superclass.respond_to?(:properties) ? superclass.properties.dup : [])

    # What the class needs beside the declarations; it brings #refuse.
    module Values
      def set?(name) = @values.key?(name)

      private

      def take(name, value, types, only)
        @values[name] = value.is_a?(Lazy) ? value : fitting(name, value, types, only)
      end

      def answer(name, types, only)
        value = @values.fetch(name) { return yield }
        value.is_a?(Lazy) ? fitting(name, instance_exec(&value.block), types, only) : value
      end

      def fitting(name, value, types, only)
        fits = value.nil? || types.any? { |type| type === value }
        refuse("property `#{name}` takes #{types.join(' or ')}, not #{value.class}") unless fits
        refuse("property `#{name}` takes only #{only.map(&:inspect).join(', ')} here") if only && !only.include?(value)

        value
      end
    end
  end
end
