# frozen_string_literal: true

require 'json'
require_relative 'plain'

module OpenApiOpenAIClient::Runtime
  # What kind of JSON value something is.
  module Kinds
    ALL = %i[null boolean integer number string array object].freeze
    SCALARS = {
      string: %i[string].freeze, integer: %i[integer].freeze, number: %i[integer number].freeze,
      boolean: %i[boolean].freeze, null: %i[null].freeze
    }.freeze

    module_function

    # The kind of JSON value that `value` is, or would be sent as; nil for no kind.
    def of(value)
      case value
      when nil then :null
      when true, false then :boolean
      when Integer then :integer
      when Numeric then :number
      when String, Symbol, Time, Date then :string
      when Array then :array
      when Hash, Model then :object
      end
    end

    def of_scalar(kind)
      SCALARS.fetch(kind)
    end

    # Whether a value is a scalar of a kind. An integer may be written `1.0` (JSON Schema core
    # §4.2.3).
    def scalar?(kind, value)
      case kind
      when :string then value.is_a?(String)
      when :boolean then [true, false].include?(value)
      when :integer then value.is_a?(Integer) || (value.is_a?(Float) && value.finite? && value == value.floor)
      when :number then value.is_a?(Integer) || value.is_a?(Float)
      else value.nil?
      end
    end

    # Equal as JSON scalars.
    def same?(left, right)
      left == right
    end

    # A value as text for messages.
    def shown(value)
      text = JSON.generate(Plain.of(value))
      text.size <= 40 ? text : "#{text[0, 37]}..."
    rescue StandardError
      value.class.to_s
    end
  end
end
