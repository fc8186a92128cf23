# frozen_string_literal: true

require_relative 'errors'
require_relative 'kinds'

module OpenApiOpenAIClient::Runtime
  # Bounds of a value (JSON Schema validation §6); each speaks about one kind of value only.
  class Bounds
    NAMES = %i[
      minimum maximum exclusive_minimum exclusive_maximum multiple_of min_length max_length pattern
      min_items max_items unique_items min_properties max_properties
    ].freeze

    # @param given [Hash] bounds by the names above
    def initialize(given)
      unknown = given.keys - NAMES
      raise ArgumentError, "unknown bound: #{unknown.first}" unless unknown.empty?

      @given = given
    end

    # Adds a Problem to `found` for each bound that `value` breaks.
    def check(value, path, found)
      return if @given.empty?

      messages(value).each { |message| found << Problem.new(path, message) }
    end

    private

    def messages(value)
      case value
      when Integer, Float then number(value)
      when String then size(value.size, :min_length, :max_length, 'characters') + pattern(value)
      when Array
        repeats = @given[:unique_items] && value.map { |item| canonical(item) }.uniq.size < value.size
        size(value.size, :min_items, :max_items, 'items') + (repeats ? ['an item repeats'] : [])
      when Hash then size(value.size, :min_properties, :max_properties, 'members')
      else []
      end
    end

    def number(value)
      [
        broken(:minimum) { |bound| "#{value} is less than #{bound}" if value < bound },
        broken(:maximum) { |bound| "#{value} is more than #{bound}" if value > bound },
        broken(:exclusive_minimum) { |bound| "#{value} is not more than #{bound}" if value <= bound },
        broken(:exclusive_maximum) { |bound| "#{value} is not less than #{bound}" if value >= bound },
        broken(:multiple_of) { |bound| "#{value} is no multiple of #{bound}" unless multiple?(value, bound) }
      ].compact
    end

    def broken(name)
      yield @given[name] if @given.key?(name)
    end

    # By the decimal digits: 0.3 is three times 0.1.
    def multiple?(value, step)
      (value.to_s.to_r % step.to_s.to_r).zero?
    end

    def size(size, low, high, unit)
      [
        broken(low) { |bound| "#{size} #{unit}, fewer than #{bound}" if size < bound },
        broken(high) { |bound| "#{size} #{unit}, more than #{bound}" if size > bound }
      ].compact
    end

    def pattern(value)
      compiled = matcher
      return [] if compiled.nil? || compiled.match?(value)

      ["#{Kinds.shown(value)} does not match #{@given[:pattern]}"]
    rescue ArgumentError, Encoding::CompatibilityError
      []
    end

    # The pattern as Ruby's; nil where Ruby cannot compile it. In ECMA-262 `^` and `$` are the ends
    # of the text.
    def matcher
      return @matcher if defined?(@matcher)

      @matcher = compiled
    end

    def compiled
      source = @given[:pattern] or return
      anchored = source.gsub(/\\.|\[(?:\\.|[^\]\\])*\]|[\^$]/m) { |piece| { '^' => '\A', '$' => '\z' }.fetch(piece, piece) }
      before = $VERBOSE
      $VERBOSE = nil # Ruby warns of what other languages write.
      Regexp.new(anchored)
    rescue RegexpError
      nil
    ensure
      $VERBOSE = before
    end

    # Equal for equal JSON values (JSON Schema core §4.2.2: 1 equals 1.0).
    def canonical(value)
      case value
      when Float then value.finite? && value == value.floor ? value.to_i : value
      when Array then value.map { |item| canonical(item) }
      when Hash then value.transform_values { |item| canonical(item) }
      else value
      end
    end
  end
end
