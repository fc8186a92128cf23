# frozen_string_literal: true

require_relative 'redact'

module OpenApiOpenAIClient::Runtime
  # Header fields of a response, in the order of the wire; names without regard to case.
  #
  # A field that came several times is joined with commas (RFC 9110 §5.3); {#get_all} keeps the
  # values apart.
  class Headers
    include Enumerable

    # @param fields [Array<Array(String, String)>]
    def initialize(fields = [])
      @fields = {}
      fields.each { |name, value| (@fields[name.downcase] ||= [name, []]).last << value }
    end

    # @param name [String, Symbol]
    # @return [String, nil]
    def [](name)
      @fields[fold(name)]&.last&.join(', ')
    end

    # @return [Boolean]
    def key?(name)
      @fields.key?(fold(name))
    end

    # Every value of a field, in order; empty when it is absent.
    #
    # @return [Array<String>]
    def get_all(name)
      @fields.key?(fold(name)) ? @fields[fold(name)].last.dup : []
    end

    # @yieldparam name [String]
    # @yieldparam value [String]
    def each
      return to_enum(:each) unless block_given?

      @fields.each_value { |name, values| yield name, values.join(', ') }
    end

    # @return [Hash{String => String}]
    def to_h
      each.to_h
    end
    alias to_hash to_h

    # @return [Integer]
    def size
      @fields.size
    end

    def ==(other)
      other.is_a?(Headers) && folded == other.folded
    end

    def inspect
      "#<#{self.class} #{Redact.shown(each.to_a).to_h}>"
    end
    alias to_s inspect

    protected

    def folded
      @fields.transform_values(&:last)
    end

    private

    def fold(name)
      name.to_s.downcase
    end
  end
end
