# frozen_string_literal: true

require_relative 'decodable'

module OpenApiOpenAIClient::Runtime
  # A module for a scalar with known values. Any other value is kept all the same; only `strict`
  # refuses it, where the document is not open itself.
  module Enumeration
    include Decodable

    # Declares the known values; `open` says that the document expects others.
    def known(*values, open: false)
      @values = values.freeze
      @kinds = values.flat_map { |value| Kinds.of_scalar(Kinds.of(value)) }.uniq.freeze
      @open = open
    end

    # @return [Array] the known values
    attr_reader :values, :kinds

    # Whether a value is one of the known ones.
    #
    # @return [Boolean]
    def known?(value)
      value = value.name if value.is_a?(Symbol)
      @values.any? { |one| Kinds.same?(one, value) }
    end
    alias === known?

    # The value, which is one already.
    def new(value)
      Plain.take(value)
    end

    def structured?
      false
    end

    def hydrate(value)
      value
    end

    def check(value, path, found)
      return if known?(value) || (@open && kinds.include?(Kinds.of(value)))

      found << Problem.new(path, "expected one of #{@values.map { |one| Kinds.shown(one) }.join(', ')}, got #{Kinds.shown(value)}")
    end
  end
end
