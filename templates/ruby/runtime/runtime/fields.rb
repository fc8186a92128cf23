# frozen_string_literal: true

require_relative 'percent'
require_relative 'plain'

module OpenApiOpenAIClient::Runtime
  # Header fields and cookies that can be sent.
  module Fields
    NAME = /\A[!#$%&'*+\-.^_`|~0-9A-Za-z]+\z/
    OUTER = /\A[ \t]+|[ \t]+\z/
    CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/

    # What is no cookie octet (RFC 6265 §4.1.1), but for the comma that lists are joined by.
    NO_COOKIE = /[^\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]/

    module_function

    # A header field (RFC 9110 §5.5); outer white space is no part of a value.
    #
    # @raise [RequestError] without the value in its message, for a name that is no token, a value
    #   that is no text, or one with CR, LF or another control character
    def header(name, value)
      name = name.to_s
      raise RequestError, "#{name.inspect} is no name of a header" unless NAME.match?(name)

      value = ScalarText.of(value) if value.is_a?(Numeric) || value.is_a?(Symbol)
      valid = value.is_a?(String) && value.dup.force_encoding(Encoding::UTF_8).valid_encoding?
      raise RequestError, "the value of the header #{name.inspect} is no text" unless valid

      bytes = value.b
      raise RequestError, "the value of the header #{name.inspect} holds a control character" if CONTROL.match?(bytes)

      [name, bytes.match?(OUTER) ? bytes.gsub(OUTER, '') : bytes]
    end

    # `name=value` of a cookie. The value is sent as it is: it was encoded where it is a parameter,
    # and is a credential else.
    #
    # @raise [RequestError] where the text would mean something else
    def cookie(name, value)
      name = Percent.component(name) unless NAME.match?(name)
      if NO_COOKIE.match?(value.b)
        raise RequestError, "the value of the cookie #{name.inspect} holds an illegal character"
      end

      "#{name}=#{value}"
    end

    # Fields where a later one replaces an earlier one of its name; nil removes it.
    def merge(*groups)
      merged = {}
      groups.flatten(1).each do |name, value|
        merged.delete(name.downcase)
        merged[name.downcase] = [name, value]
      end
      merged.values.reject { |field| field.last.nil? }
    end
  end
end
