# frozen_string_literal: true

require_relative 'bounds'
require_relative 'errors'
require_relative 'kinds'
require_relative 'timestamp'

module OpenApiOpenAIClient::Runtime
  # The types of members, parameters and bodies, as the blocks of generated code spell them:
  # `list(nullable(string(max_length: 5)))`. Models, unions, enumerations and aliases are types too.
  #
  # A type answers: `kinds` (which kinds of JSON value fit), `structured?` (whether decoding makes
  # something else than plain JSON of it), `hydrate(value)` (lenient: what does not fit stays as it
  # is) and `check(value, path, found)` (strict: adds a Problem for each place that does not fit).
  module Types
    @cache = {}.compare_by_identity

    class << self
      # The type that a block spells; evaluated once.
      def of(block)
        @cache[block] ||= instance_exec(&block)
      end

      def string(**bounds)
        Scalar.new(:string, bounds)
      end

      def integer(**bounds)
        Scalar.new(:integer, bounds)
      end

      def number(**bounds)
        Scalar.new(:number, bounds)
      end

      def boolean
        Scalar.new(:boolean, {})
      end

      def literal(value)
        Literal.new(value)
      end

      def date_time(**bounds)
        Moment.new(true, bounds)
      end

      def date(**bounds)
        Moment.new(false, bounds)
      end

      def list(item, **bounds)
        List.new(item, bounds)
      end

      def map(value, **bounds)
        Map.new(value, bounds)
      end

      def nullable(inner)
        Nullable.new(inner)
      end

      def any
        ANY
      end
      alias binary any
    end

    # A string, integer, number or boolean.
    class Scalar
      NAMES = { string: 'a string', integer: 'an integer', number: 'a number', boolean: 'a boolean' }.freeze

      attr_reader :kind

      def initialize(kind, bounds)
        @kind = kind
        @bounds = Bounds.new(bounds)
      end

      def kinds
        Kinds.of_scalar(@kind)
      end

      def structured?
        false
      end

      def hydrate(value)
        value
      end

      def check(value, path, found)
        if Kinds.scalar?(@kind, value)
          @bounds.check(value, path, found)
        else
          found << Problem.new(path, "expected #{NAMES[@kind]}, got #{Kinds.shown(value)}")
        end
      end
    end

    # Exactly one value.
    class Literal < Scalar
      def initialize(value)
        super(Kinds.of(value), {})
        @value = value
      end

      def check(value, path, found)
        return if Kinds.same?(@value, value)

        found << Problem.new(path, "expected #{Kinds.shown(@value)}, got #{Kinds.shown(value)}")
      end
    end

    # A date-time or a date: decodes to a Timestamp or a Date.
    class Moment < Scalar
      def initialize(time, bounds)
        super(:string, bounds)
        @time = time
      end

      def structured?
        true
      end

      def hydrate(value)
        value.is_a?(String) ? read(value) || value : value
      end

      def check(value, path, found)
        return @bounds.check(value, path, found) if value.is_a?(String) && read(value)

        name = @time ? 'a date-time (RFC 3339)' : 'a date (RFC 3339)'
        found << Problem.new(path, "expected #{name}, got #{Kinds.shown(value)}")
      end

      private

      def read(text)
        @time ? Timestamp.read(text) : Timestamp.read_date(text)
      end
    end

    # An array of one type.
    class List
      def initialize(item, bounds)
        @item = item
        @bounds = Bounds.new(bounds)
      end

      def kinds
        %i[array]
      end

      def structured?
        @item.structured?
      end

      def hydrate(value)
        value.is_a?(Array) && structured? ? value.map { |item| @item.hydrate(item) } : value
      end

      def check(value, path, found)
        return found << Problem.new(path, "expected an array, got #{Kinds.shown(value)}") unless value.is_a?(Array)

        value.each_with_index { |item, index| @item.check(item, [*path, index], found) }
        @bounds.check(value, path, found)
      end
    end

    # An object used as a map from any string to one type.
    class Map
      def initialize(value, bounds)
        @value = value
        @bounds = Bounds.new(bounds)
      end

      def kinds
        %i[object]
      end

      def structured?
        @value.structured?
      end

      def hydrate(value)
        value.is_a?(Hash) && structured? ? value.transform_values { |item| @value.hydrate(item) } : value
      end

      def check(value, path, found)
        return found << Problem.new(path, "expected an object, got #{Kinds.shown(value)}") unless value.is_a?(Hash)

        value.each { |name, item| @value.check(item, [*path, name], found) }
        @bounds.check(value, path, found)
      end
    end

    # A type, or null.
    class Nullable
      attr_reader :inner

      def initialize(inner)
        @inner = inner
      end

      def kinds
        @inner.kinds | %i[null]
      end

      def structured?
        @inner.structured?
      end

      def hydrate(value)
        @inner.hydrate(value)
      end

      def check(value, path, found)
        @inner.check(value, path, found) unless value.nil?
      end
    end

    # Any JSON value.
    class Anything
      def kinds
        Kinds::ALL
      end

      def structured?
        false
      end

      def hydrate(value)
        value
      end

      def check(_value, _path, _found); end
    end

    ANY = Anything.new
  end
end
