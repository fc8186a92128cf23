# frozen_string_literal: true

require_relative 'errors'
require_relative 'redact'

module OpenApiOpenAIClient::Runtime
  # What a single call may set for itself: keyword arguments that every operation takes beside its
  # own. Absent ones have the value of the configuration; times are in seconds, nil means no limit.
  #
  # extra_headers::   header fields to send too; they win over all others, nil removes one
  # extra_query::     query parameters to send too; an Array repeats the name
  # extra_body::      members to add to a JSON object, form or multipart body
  # timeout::         limit of the whole call, retries included; in a stream, of the silence
  # connect_timeout:: limit of connecting
  # max_retries::     how often a failed call is repeated
  # media_type::      the content type of the body, where the operation takes several
  # host::            another base URL
  # strict::          refuse a response that breaks its schema
  # idempotency_key:: the key that makes repeated attempts one, where the operation knows such a header
  # stream_to::       a path or an IO into which the body of a success is written as it arrives
  class Options
    include Quiet

    NAMES = %i[
      extra_headers extra_query extra_body timeout connect_timeout max_retries media_type host strict
      idempotency_key stream_to
    ].freeze

    attr_reader :extra_headers, :extra_query, :extra_body, :timeout, :connect_timeout, :max_retries, :media_type,
                :host, :strict, :idempotency_key, :stream_to, :max_retry_after

    # @raise [ArgumentError] for an option that does not exist
    # @raise [RequestError] for a time or a number of retries that makes no sense
    def initialize(configuration, given)
      unknown = given.keys - NAMES
      raise ArgumentError, "unknown keyword: #{unknown.first.inspect}" unless unknown.empty?

      NAMES.each { |name| instance_variable_set(:"@#{name}", nil) }
      defaults = { timeout: configuration.timeout, connect_timeout: configuration.connect_timeout,
                   max_retries: configuration.max_retries, strict: configuration.strict }
      defaults.merge(given).each { |name, value| instance_variable_set(:"@#{name}", value) }
      @max_retry_after = configuration.max_retry_after
      @extra_headers ||= {}
      @extra_query ||= {}
      @extra_body ||= {}
      check
    end

    private

    def check
      { timeout: @timeout, connect_timeout: @connect_timeout }.each do |name, value|
        next if value.nil? || (value.is_a?(Numeric) && value.real? && value.positive? && value.finite?)

        raise RequestError, "#{name} is a number of seconds above 0, or nil for no limit"
      end
      return if @max_retries.is_a?(Integer) && !@max_retries.negative?

      raise RequestError, 'max_retries is a whole number, 0 or more'
    end
  end
end
