# frozen_string_literal: true

require_relative 'types'

module OpenApiOpenAIClient::Runtime
  # A member of a model: `name` is that of Ruby, `wire` that of the document. A `read_only` one is
  # set by servers: callers leave it out; a `write_only` one is for them alone: answers leave it out.
  class Member
    attr_reader :name, :wire, :required, :read_only, :write_only

    def initialize(name, wire, block, required:, read_only:, write_only:)
      @name = name
      @wire = wire.dup.freeze
      @required = required
      @read_only = read_only
      @write_only = write_only
      @block = block
      @structured = nil
    end

    def type
      @type ||= Types.of(@block)
    end

    # Whether reading the member makes something else than plain JSON of it; found out once, since
    # every read asks.
    def structured?
      @structured = type.structured? if @structured.nil?
      @structured
    end
  end

  # The members of a model, by the name of the wire; a Symbol or String of the Ruby name finds one
  # too, where no other member has it on the wire.
  class Members
    include Enumerable

    def initialize(inherited = [])
      @by_wire = {}
      @by_name = {}
      inherited.each { |member| add(member) }
    end

    def add(member)
      @by_wire[member.wire] = member
      @by_name[member.name.name] = member
    end

    def each(&block)
      @by_wire.each_value(&block)
    end

    # @return [Member, nil]
    def of_wire(wire)
      @by_wire[wire]
    end

    # The name on the wire of what a caller calls by either name.
    def wire(name)
      name = name.is_a?(Symbol) ? name.name : name.to_s
      @by_wire.key?(name) ? name : @by_name[name]&.wire || name
    end

    # The name that was probably meant.
    def similar(name)
      return unless defined?(DidYouMean::SpellChecker)

      names = @by_name.keys | @by_wire.keys
      DidYouMean::SpellChecker.new(dictionary: names).correct(name.to_s).first
    end
  end
end
