# frozen_string_literal: true

require_relative 'json'
require_relative 'types'

module OpenApiOpenAIClient::Runtime
  # What can be made from JSON: models, unions, enumerations and aliases.
  module Decodable
    # From a Hash (or whatever JSON value it is), with String or Symbol keys.
    #
    # Lenient: what does not fit is kept as it is, and nothing is missing.
    #
    # @param strict [Boolean] refuse what breaks the schema
    # @raise [DecodeError] with every problem, when `strict`
    def from_hash(value, strict: false)
      value = Plain.take(value)
      Decodable.verify(self, value) if strict
      hydrate(value)
    rescue Undecodable => e
      raise DecodeError, e.message
    end

    # From JSON text.
    #
    # @param strict [Boolean] refuse what breaks the schema
    # @raise [DecodeError] for what is no JSON, and when `strict` with every problem
    def from_json(text, strict: false)
      value = Json.parse(text)
      Decodable.verify(self, value) if strict
      hydrate(value)
    rescue Undecodable => e
      raise DecodeError, e.message
    end

    # Decodes JSON text into a type.
    #
    # @raise [Undecodable]
    def self.decode(type, text, strict)
      value = Json.parse(text)
      return value if type.nil?

      verify(type, value) if strict
      type.hydrate(value)
    end

    # @raise [Undecodable] with every place that breaks the type
    def self.verify(type, value)
      found = []
      type.check(value, [], found)
      raise Undecodable, "breaks its schema: #{found.join('; ')}" unless found.empty?
    end
  end
end
