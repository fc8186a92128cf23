# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # Records without methods: the tables of a generated client. The API classes hold one Operation
  # per operation and nothing else that decides; everything a call does is read from it.
  module Table
    # A class of frozen records: `names` are its members, in the order of positional arguments;
    # `defaults` are those that may be left out. The block adds to the class.
    def self.of(*names, **defaults, &more)
      Class.new do
        attr_reader(*names, *defaults.keys)

        define_method(:initialize) do |*values, **given, &block|
          given = (names + defaults.keys).zip(values).first(values.size).to_h.merge(given)
          unknown = given.keys - names - defaults.keys
          missing = names - given.keys
          raise ArgumentError, "unknown: #{unknown.join(', ')}" unless unknown.empty?
          raise ArgumentError, "missing: #{missing.join(', ')}" unless missing.empty?

          defaults.merge(given).each { |name, value| instance_variable_set(:"@#{name}", value.freeze) }
          @block = block
          freeze
        end
        class_eval(&more) if more
      end
    end
  end

  # What has a type: a block that is evaluated when it is first needed.
  module Typed
    # @return [Object, nil] the type, nil where there is none
    def type
      @block && Types.of(@block)
    end
  end

  # An input beside the body. `key` is the name of the Ruby argument, `name` that of the wire,
  # `place` one of `:path :query :header :cookie`, `style` as in OpenAPI 3.1 §4.8.12.3
  # (`:content` is JSON text in its place).
  Param = Table.of(:key, :name, :place, :style, explode: false, required: false, allow_reserved: false)

  # How one member of a form or multipart body is written (OpenAPI 3.1 §4.8.15). Without
  # `media_type` the default of the value's kind holds; payload `:json` writes the member as JSON
  # text, `:bytes` as a file, `:text` by `style` and `explode`.
  Part = Table.of(:name, :payload, media_type: nil, style: :form, explode: true, allow_reserved: false)

  # One media type of a body or response, with what it carries: `:json :text :bytes :form
  # :multipart :event_stream :json_lines`. The block gives the type of a response.
  Content = Table.of(:media_type, :payload, parts: [].freeze) do
    include Typed
  end

  # What an operation sends. `nullable` says that nil is JSON `null`, not absent.
  Body = Table.of(contents: [].freeze, required: false, nullable: false)

  # What may come back. `status` is `200`, `2XX` or `default`.
  Response = Table.of(:status, contents: [].freeze)

  # One credential that an alternative asks for.
  Use = Table.of(:scheme, scopes: [].freeze)

  # A way to authenticate (OpenAPI 3.1 §4.8.27): `kind` is one of `:api_key :basic :bearer :http
  # :oauth2 :open_id_connect :mutual_tls`. `location` and `parameter` are those of an API key;
  # `http_scheme` is the word of an `http` scheme other than basic and bearer; `token_url` that of
  # the OAuth2 client credentials flow.
  Scheme = Table.of(:id, :kind, location: nil, parameter: nil, http_scheme: nil, token_url: nil)

  # A hole in a server URL. No `values` means any.
  ServerVariable = Table.of(:name, :default, values: [].freeze)

  # A base URL; `url` may hold `{variables}`.
  Server = Table.of(:url, variables: [].freeze, description: nil)

  # Something to call; `security` are alternatives, each of credentials that are all needed.
  Operation = Table.of(
    :name, :method, :path,
    parameters: [].freeze, body: nil, responses: [].freeze, security: [].freeze, servers: [].freeze,
    idempotency_header: nil
  )

  # An operation called for a stream; the block gives the type of one chunk.
  #
  # `terminator` is the exact data that ends the stream, `switch` the member of the JSON body that
  # the streamed call sets to true.
  StreamOperation = Table.of(
    :operation, payload: :event_stream, media_type: 'text/event-stream', terminator: nil, switch: nil
  ) do
    include Typed
  end

  # What the generated configuration knows of the document. `package` names the environment
  # variables and the user agent, `version` is that of the package.
  Facts = Table.of(:package, :version, servers: [].freeze, schemes: [].freeze) do
    # @return [Scheme, nil] the scheme of an id
    def scheme(id)
      schemes.find { |scheme| scheme.id == id }
    end
  end
end
