# frozen_string_literal: true

require_relative 'named'

module OpenApiOpenAIClient::Runtime
  # A module that is a name for a type.
  module Alias
    include Named

    # Declares the type that the name stands for.
    def is(&type)
      @is = type
    end

    # @return [Object] the type that the name stands for
    def type
      Types.of(@is)
    end

    # A value of the type, from what a caller has.
    def new(value)
      hydrate(Plain.take(value))
    end

    def hydrate(value)
      type.hydrate(value)
    end

    def check(value, path, found)
      type.check(value, path, found)
    end

    # Whether a value is one of the type, as far as its outside tells.
    def ===(value)
      kinds.include?(Kinds.of(value))
    end

    private

    def own_kinds
      type.kinds
    end

    def own_structured?
      type.structured?
    end
  end
end
