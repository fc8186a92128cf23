# frozen_string_literal: true

require 'date'
require_relative 'errors'
require_relative 'timestamp'

module OpenApiOpenAIClient::Runtime
  # Ruby values as JSON values, and what JSON cannot hold.
  module Plain
    DEPTH = 1000

    module_function

    # `value` in Hashes with String keys (wire names), Arrays, Strings, numbers, booleans and nil.
    #
    # Takes models (members that were not set are left out), Hashes, Arrays, Symbols, dates and
    # times. Anything else is refused with the JSON pointer of its place: a file, NaN.
    #
    # @raise [Unencodable]
    def of(value, depth = 0)
      case value
      when String, Integer, true, false, nil then value
      when Float then finite(value)
      when Hash then each(value, depth)
      when Model then each(value.to_plain, depth)
      when Array then items(value, depth)
      when Symbol then value.name
      else scalar(value, depth)
      end
    end

    # What a caller gave, ready to be kept: Hashes with String keys, Symbols as Strings, copies of
    # Hashes and Arrays; anything else (models, files, dates) as it is.
    def take(value)
      case value
      when Hash then value.to_h { |key, item| [name(key), take(item)] }
      when Array then value.map { |item| take(item) }
      when Symbol then value.name
      else value
      end
    end

    # The members of an object by wire name, one level deep, values as they are.
    #
    # @raise [Unencodable]
    def members(value)
      return value.to_plain if value.is_a?(Model)
      return value.transform_keys { |key| name(key) } if value.is_a?(Hash)

      raise Unencodable, "#{value.class} is no object with members"
    end

    def name(key)
      key.is_a?(Symbol) ? key.name : key
    end

    def each(members, depth)
      deeper(depth)
      members.to_h do |key, item|
        key = name(key)
        raise Unencodable, "the member name #{key.inspect} is no text" unless key.is_a?(String)

        [key, of(item, depth + 1)]
      rescue Unencodable => e
        raise e.under(key)
      end
    end

    def items(values, depth)
      deeper(depth)
      values.each_with_index.map do |item, index|
        of(item, depth + 1)
      rescue Unencodable => e
        raise e.under(index)
      end
    end

    def deeper(depth)
      raise Unencodable, "nested more than #{DEPTH} levels deep" if depth > DEPTH
    end

    def scalar(value, depth)
      case value
      when Time, DateTime then Timestamp.text(value)
      when Date then value.iso8601
      when Numeric then number(value)
      when Struct then of(value.to_h, depth)
      else convertible(value, depth)
      end
    end

    def convertible(value, depth)
      return of(value.to_hash, depth) if value.respond_to?(:to_hash)
      return of(value.to_ary, depth) if value.respond_to?(:to_ary)

      raise Unencodable, "#{value.class} is no JSON value"
    end

    # The JSON number of the same value; never one that is merely near.
    def number(value)
      return value.to_i if value.real? && value.finite? && value == value.to_i
      return value.to_f if value.real? && value.finite? && value.to_r == value.to_f.to_r

      raise Unencodable, "#{value} has more digits than a Float; send it as text"
    rescue RangeError
      raise Unencodable, "#{value} is no JSON number"
    end

    def finite(value)
      raise Unencodable, "#{value} is no JSON number" unless value.finite?

      value
    end
  end

  # Scalars as text: how a single value is written outside JSON.
  module ScalarText
    FLOAT = /\A(-?)(\d+)\.(\d+)e([+-]?\d+)\z/

    module_function

    # `true` and `false`, numbers in plain decimal.
    def of(value)
      case value
      when Float then decimal(value)
      else value.to_s
      end
    end

    # @raise [RequestError] for a number that is not finite
    def decimal(value)
      raise RequestError, 'a number that is not finite cannot be sent' unless value.finite?

      found = FLOAT.match(value.to_s) or return value.to_s
      sign, whole, fraction, exponent = found.captures
      digits = whole + (fraction == '0' ? '' : fraction)
      point = whole.size + exponent.to_i
      return "#{sign}0.#{'0' * -point}#{digits}" unless point.positive?
      return "#{sign}#{digits.ljust(point, '0')}" if digits.size <= point

      "#{sign}#{digits[0, point]}.#{digits[point..]}"
    end
  end
end
