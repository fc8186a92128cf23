# frozen_string_literal: true

require_relative 'construction'
require_relative 'decodable'
require_relative 'store'

module OpenApiOpenAIClient::Runtime
  # The base of the models: a JSON object with known members.
  #
  # Readers give nil for what is absent; `key?` tells absent from null. All that is there is sent,
  # and nothing else: no defaults, no nulls. Unknown members are kept and read with `[]`.
  #
  # Nothing here calls a method of the model that a member could be named after.
  class Model
    # What the class of a model knows.
    module Schema
      include Decodable

      # Declares a member; the block spells its type.
      def member(name, wire = name.name, required: false, read_only: false, write_only: false, &type)
        members.add(Member.new(name, wire, type, required:, read_only:, write_only:))
        member = members.of_wire(wire)
        wire = member.wire
        define_method(name) { @store.member(member, wire) }
        define_method(:"#{name}=") { |value| @store.write(wire, value) }
      end

      # Declares the type of unlisted members.
      def extra(&type)
        @extra = type
      end

      # Declares that there are no unlisted members. A server's are kept all the same.
      def closed
        @closed = true
      end

      # @return [Members]
      def members
        @members ||= Members.new(superclass.respond_to?(:members) ? superclass.members : [])
      end

      # @return [Object, nil] type of unlisted members, nil where it is any
      def extra_type
        return Types.of(@extra) if defined?(@extra) && @extra

        superclass.extra_type if superclass.respond_to?(:extra_type)
      end

      # @return [Boolean] whether unlisted members are forbidden
      def closed?
        (defined?(@closed) && @closed) || (superclass.respond_to?(:closed?) && superclass.closed?)
      end

      def kinds
        %i[object]
      end

      def structured?
        true
      end

      # A model from plain JSON values; anything but a Hash stays as it is.
      def hydrate(value)
        return value unless value.is_a?(Hash)

        model = allocate
        model.instance_variable_set(:@store, Store.new(self, value))
        model
      end

      def check(value, path, found)
        value = value.to_plain if value.is_a?(Model)
        return found << Problem.new(path, "expected an object, got #{Kinds.shown(value)}") unless value.is_a?(Hash)

        check_members(value, path, found)
        value.each_key do |name|
          next if members.of_wire(name)
          next found << Problem.new([*path, name], 'the document has no such member') if closed?

          extra_type&.check(value[name], [*path, name], found)
        end
      end

      # Whether all required members are there, whatever their values.
      def likely?(value)
        members.all? { |member| !member.required || member.write_only || value.key?(member.wire) }
      end

      private

      def check_members(value, path, found)
        members.each do |member|
          if value.key?(member.wire)
            member.type.check(value[member.wire], [*path, member.wire], found)
          elsif member.required && !member.write_only
            found << Problem.new(path, "the required member #{Kinds.shown(member.wire)} is missing")
          end
        end
      end
    end

    extend Schema

    # @param values [Hash] members by their names in Ruby or on the wire, as Symbols or Strings
    # @param keywords [Hash] the same as keyword arguments
    # @raise [ArgumentError] for a required member that is missing, and for an unknown one where
    #   the document allows no others
    def initialize(values = nil, **keywords)
      @store = Store.new(self.class, Construction.values(self.class, values, keywords))
    end

    # The value of a member, known or not, by either name; nil when it is absent.
    def [](name)
      @store.read(@store.model.members.wire(name))
    end

    # Sets a member, known or not.
    def []=(name, value)
      @store.write(@store.model.members.wire(name), value)
    end

    # Whether a member is there (null is).
    #
    # @return [Boolean]
    def key?(name)
      @store.key?(@store.model.members.wire(name))
    end

    # Makes a member absent.
    #
    # @return [Object, nil] the value it had
    def delete(name)
      @store.delete(@store.model.members.wire(name))
    end

    # A value inside, by names and indices; nil where there is nothing.
    def dig(name, *rest)
      value = self[name]
      rest.empty? || value.nil? ? value : value.dig(*rest)
    end

    # The members that the document does not list.
    #
    # @return [Hash{String => Object}]
    def additional_properties
      (@store.names - @store.model.members.map(&:wire)).to_h { |wire| [wire, @store.read(wire)] }
    end

    # Wire names to plain JSON values, all the way down.
    #
    # @return [Hash{String => Object}]
    def to_h
      Plain.of(self)
    end
    alias to_hash to_h

    # The same, for frameworks that ask by this name.
    def as_json(*)
      to_h
    end

    # @return [String] JSON text
    def to_json(*_state)
      Json.generate(self)
    end

    # Wire names to values as they are, one level deep.
    #
    # @private
    def to_plain
      current = @store.current
      @store.names.to_h { |wire| [wire, current[wire]] }
    end

    # For `case/in`: members by either name. Those that the document lists are always there, nil
    # when they are absent.
    def deconstruct_keys(keys)
      members = @store.model.members
      keys ||= members.map(&:name) + (@store.names - members.map(&:wire)).map(&:to_sym)
      keys.each_with_object({}) do |key, found|
        wire = members.wire(key)
        found[key] = @store.read(wire) if members.of_wire(wire) || @store.key?(wire)
      end
    end

    # Equal when class and JSON are: null and absent differ.
    def ==(other)
      other.instance_of?(@store.model) && Plain.of(self) == Plain.of(other)
    end

    def eql?(other)
      other.instance_of?(@store.model) && Plain.of(self).eql?(Plain.of(other))
    end

    def hash
      [@store.model, Plain.of(self)].hash
    end

    # Refuses changes of its own members from now on.
    def freeze
      @store.lock
      super
    end

    def inspect
      shown = @store.names.map { |wire| "#{@store.label(wire)}=#{@store.read(wire).inspect}" }
      "#<#{[@store.model, *shown].join(' ')}>"
    end
    alias to_s inspect

    # For `pp` and the consoles.
    def pretty_print(printer)
      printer.group(1, "#<#{@store.model}", '>') do
        @store.names.each do |wire|
          printer.breakable
          printer.text("#{@store.label(wire)}=")
          printer.pp(@store.read(wire))
        end
      end
    end

    private

    def initialize_copy(other)
      super
      @store = @store.dup
    end
  end
end

# An object of a variant that this version of the package does not know; read it with `[]`, by
# methods named after its members, or with `case/in`.
class OpenApiOpenAIClient::UnknownVariant < OpenApiOpenAIClient::Runtime::Model
  private

  def method_missing(name, *arguments)
    arguments.empty? && key?(name) ? self[name] : super
  end

  def respond_to_missing?(name, include_private = false)
    key?(name) || super
  end
end

module OpenApiOpenAIClient::Runtime
  UnknownVariant = OpenApiOpenAIClient::UnknownVariant
end
