# frozen_string_literal: true

require_relative 'plain'

module OpenApiOpenAIClient::Runtime
  # How a model is made by a caller, from a Hash or keywords.
  module Construction
    module_function

    # The values of a new model, by their names on the wire.
    #
    # @raise [ArgumentError]
    def values(schema, hash, keywords)
      unless hash.nil? || hash.respond_to?(:to_hash)
        raise ArgumentError, "#{schema} takes a Hash or keyword arguments, not #{hash.class}"
      end

      given = { **keywords }
      given = hash.to_hash.merge(given) unless hash.nil?
      values = given.to_h { |name, value| [schema.members.wire(name), Plain.take(value)] }
      refuse_unknown(schema, values) if schema.closed?
      missing = schema.members.select { |member| member.required && !member.read_only && !values.key?(member.wire) }
      return values if missing.empty?

      raise ArgumentError, "#{schema} misses #{missing.map { |member| member.name.inspect }.join(', ')}"
    end

    def refuse_unknown(schema, values)
      unknown = values.keys.find { |wire| schema.members.of_wire(wire).nil? } or return
      meant = schema.members.similar(unknown)
      raise ArgumentError, "#{schema} has no member #{unknown.to_sym.inspect}#{"; did you mean #{meant.to_sym.inspect}?" if meant}"
    end
  end
end
