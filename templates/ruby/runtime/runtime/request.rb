# frozen_string_literal: true

require 'securerandom'
require_relative 'bodies'
require_relative 'decoding'
require_relative 'exchange'
require_relative 'fields'
require_relative 'parameters'
require_relative 'redact'
require_relative 'url'

module OpenApiOpenAIClient::Runtime
  # One call as the caller made it; `stream` is set when it asks for a stream.
  class Call
    include Quiet

    attr_reader :operation, :values, :body, :options, :stream

    def initialize(operation, values, body, options, stream)
      @operation = operation
      @values = values
      @body = body
      @options = options
      @stream = stream
    end
  end

  # What all attempts of a call share: everything of the request but the credentials.
  class Prepared
    include Quiet

    # Header parameters that the standard ignores (OpenAPI 3.1 §4.8.12.2).
    IGNORED = %w[accept content-type authorization].freeze

    # @return [String]
    attr_reader :method, :path
    # @return [Url::Base]
    attr_reader :base

    # @raise [RequestError] when the call cannot be sent as it was given
    def initialize(call, configuration)
      @call = call
      @configuration = configuration
      @operation = call.operation
      @method = @operation.method.upcase
      prepare
    rescue Unencodable => e
      raise RequestError, "the call cannot be written: #{e.message}"
    end

    # Whether the body can be sent again.
    def replayable?
      @source.nil? || @source.replayable?
    end

    # The path for messages: without the query.
    def shown_path
      @base.path + @path
    end

    # The request with credentials; `target` is where a redirect leads instead.
    def sign(credentials, target = nil)
      cookies = (@cookies + credentials.cookies).join('; ')
      fields = Fields.merge(
        @fields, credentials.fields, cookies.empty? ? [] : [['Cookie', cookies]], @overrides
      )
      url = target ? with_query(target, credentials.query) : @base.join(@path, query(credentials))
      WireRequest.new(@method, url, fields, @source)
    end

    private

    def prepare
      places = by_place
      texts = places[:path].to_h { |param, value| [param.name, Parameters.path(param, value)] }
      @path, query = Url.expand(@operation.path, texts)
      @base = Url.base(@call.options.host || @configuration.base_url(@operation))
      built = body
      @source = built.source
      @query = pieces(query, places[:query])
      @fields = fields(places[:header], built.content_type)
      @cookies = places[:cookie].flat_map do |param, value|
        Parameters.cookies(param, value).map { |name, text| Fields.cookie(name, text) }
      end
      @overrides = @call.options.extra_headers.map do |name, value|
        value.nil? ? [name.to_s, nil] : Fields.header(name, value)
      end
    end

    def by_place
      places = { path: [], query: [], header: [], cookie: [] }
      @operation.parameters.each do |param|
        value = @call.values[param.key]
        if !value.nil?
          places[param.place] << [param, Plain.of(value)]
        elsif param.required || param.place == :path
          raise RequestError, "the #{param.place} parameter #{param.name.inspect} needs a value"
        end
      end
      places
    end

    def body
      extra = Plain.members(@call.options.extra_body)
      switch = @call.stream&.switch
      extra = extra.merge(switch => true) if switch
      Bodies.build(@operation.body, @call.body, @call.options.media_type, extra)
    end

    # The pieces of the query: the template's, the parameters', and the caller's own, which win.
    def pieces(template, parameters)
      declared = template.split('&').reject(&:empty?)
      declared += parameters.flat_map { |param, value| Parameters.query(param, value) }
      extra = Plain.members(@call.options.extra_query)
      added = extra.flat_map do |name, value|
        plain = Plain.of(value)
        style = plain.is_a?(Hash) ? :deep_object : :form
        Parameters.query(Param.new(name, name, :query, style, explode: true), plain)
      end
      names = extra.keys.map { |name| Percent.component(name) }
      declared.reject { |piece| names.include?(piece.partition('=').first) } + added
    end

    def fields(parameters, content_type)
      fields = [
        ['User-Agent', @configuration.user_agent],
        ['Accept', Decoding.accepted(@operation.responses, @call.stream&.media_type)],
        ['Accept-Encoding', 'gzip, deflate'],
        *@configuration.default_headers.to_a
      ]
      fields << ['Content-Type', content_type] if content_type
      header = @operation.idempotency_header
      fields << [header, @call.options.idempotency_key || SecureRandom.uuid] if header
      parameters.each do |param, value|
        text = Parameters.header(param, value)
        fields << [param.name, text] if text && !IGNORED.include?(param.name.downcase)
      end
      Fields.merge(fields.map { |name, value| Fields.header(name, value) })
    end

    # A parameter of the same name gives way: the name belongs to the credential.
    def query(credentials)
      names = credentials.query.map { |piece| piece.partition('=').first }
      own = @query.reject { |piece| names.include?(piece.partition('=').first) }
      (own + credentials.query).join('&')
    end

    # A redirect's URL with the credentials of the query, where it does not have them itself.
    def with_query(target, pairs)
      path, _, query = target.partition('?')
      held = query.split('&').map { |piece| Percent.decoded(piece.partition('=').first) }
      added = pairs.reject { |pair| held.include?(Percent.decoded(pair.partition('=').first)) }
      both = [query, *added].reject(&:empty?).join('&')
      both.empty? ? path : "#{path}?#{both}"
    end
  end
end
