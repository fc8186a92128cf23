# frozen_string_literal: true

require_relative 'members'

module OpenApiOpenAIClient::Runtime
  # What a model holds: the values by wire name, as they came, and what has been made of them.
  #
  # Making models of nested values costs more than parsing them, and most are never looked at: each
  # is made when it is first read, and kept, so that changes to it count.
  class Store
    attr_reader :model

    # @param values [Hash{String => Object}] plain JSON values, or models and the like
    def initialize(model, values)
      @model = model
      @values = values
      @made = nil
    end

    def key?(wire)
      @values.key?(wire)
    end

    # A listed member: one of plain JSON, as most are, is there without further ado.
    def member(member, wire)
      member.structured? ? read(wire) : @values[wire]
    end

    def read(wire)
      value = @values[wire]
      case value
      when nil, true, false, Numeric then value
      else @made&.key?(wire) ? @made[wire] : make(wire, value)
      end
    end

    def write(wire, value)
      @made&.delete(wire)
      @values[wire] = Plain.take(value)
    end

    def delete(wire)
      value = read(wire)
      @made&.delete(wire)
      @values.delete(wire)
      value
    end

    # The wire names of what is there: members in the order of the class, then unlisted ones.
    def names
      members = model.members
      listed = members.map(&:wire).select { |wire| @values.key?(wire) }
      listed + (@values.keys - listed)
    end

    # What a member is called in Ruby, or else on the wire.
    def label(wire)
      model.members.of_wire(wire)&.name || wire
    end

    # Wire names to values, made ones where there are some.
    def current
      @made.nil? || @made.empty? ? @values : @values.merge(@made)
    end

    # Refuses changes from now on; what is read can still be made.
    def lock
      @values.freeze
    end

    def initialize_copy(other)
      super
      @values = other.current.dup
      @made = nil
    end

    private

    def make(wire, value)
      member = model.members.of_wire(wire)
      type = member ? member.type : model.extra_type
      return value unless (member || type)&.structured?

      (@made ||= {})[wire] = type.hydrate(value)
    end
  end
end
