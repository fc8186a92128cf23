# frozen_string_literal: true

require_relative 'clock'
require_relative 'environment'
require_relative 'log'
require_relative 'operation'
require_relative 'redact'
require_relative 'url'

module OpenApiOpenAIClient::Runtime
  # What a client is told once: where the server is, who calls, and how patient to be. All settings
  # may be changed before a call.
  #
  # host::             the base URL; without it the environment, then the document's server
  #                    `server_index` with `server_variables` is used
  # access_token::     bearer, OAuth2 and OpenID Connect schemes
  # api_key::          API keys; both are text, something that answers `call` (asked before each
  #                    attempt), or a Hash of either by the id of the scheme
  # username, password:: basic authentication
  # client_id, client_secret:: the OAuth2 client credentials flow
  # timeout::          seconds (nil for none) of a whole call with its retries, in a stream of the
  #                    silence between chunks
  # connect_timeout::  seconds of connecting
  # max_retries::      how often a failed call is repeated
  # max_retry_after::  the longest `Retry-After` that is waited for
  # strict::           refuse responses that break their schema
  # default_headers::  header fields of every call
  # proxy::            URL of a proxy; without it that of the environment is used
  # ssl_context::      an OpenSSL::SSL::SSLContext of your own
  # ca_file::          a file of trusted certificates
  # verify_ssl::       false to trust anyone
  # logger::           anything that answers `debug` (a Logger); `debug = true` logs to standard error
  # log_bodies::       whether the log holds bodies
  class ConfigurationBase
    SETTINGS = {
      host: nil, access_token: nil, api_key: nil, username: nil, password: nil, client_id: nil, client_secret: nil,
      server_index: 0, server_variables: nil, timeout: 600.0, connect_timeout: 5.0, max_retries: 2,
      max_retry_after: 60.0, default_headers: nil, user_agent: nil, proxy: nil, ssl_context: nil, ca_file: nil,
      verify_ssl: true, strict: false, log_bodies: false, logger: nil, clock: nil
    }.freeze
    SECRETS = %i[access_token api_key username password client_id client_secret].freeze

    attr_accessor(*(SETTINGS.keys - %i[access_token api_key]))
    attr_reader :access_token, :api_key

    # @param settings [Hash] values of the settings above, by their names
    # @yieldparam configuration [ConfigurationBase] itself
    def initialize(environment: ENV, debug: false, **settings)
      unknown = settings.keys - SETTINGS.keys
      raise ArgumentError, "unknown keyword: #{unknown.first.inspect}" unless unknown.empty?

      SETTINGS.each_key { |name| instance_variable_set(:"@#{name}", nil) }
      SETTINGS.merge(settings).each { |name, value| public_send(:"#{name}=", value) }
      @server_variables ||= {}
      @default_headers ||= {}
      @clock ||= Clock.new
      @user_agent ||= "#{facts.package}/#{facts.version} ruby/#{RUBY_VERSION}"
      @host ||= Environment.base_url(facts.package, environment)
      @environment = Environment.credentials(facts, environment)
      self.debug = debug
      yield self if block_given?
    end

    # @return [Facts] what the document says
    def facts
      self.class::FACTS
    end

    def access_token=(value)
      @access_token = checked(value)
    end

    def api_key=(value)
      @api_key = checked(value)
    end

    # Whether requests and responses are logged.
    def debug
      !logger.nil?
    end

    # Logs to standard error, where there is no logger yet; false ends that.
    def debug=(value)
      if value
        self.logger ||= Log::Stderr.new
      elsif logger.is_a?(Log::Stderr)
        self.logger = nil
      end
    end

    # The bearer token of a scheme, from `access_token` or the environment.
    def token_for(scheme)
      secret(scheme, access_token, api_key)
    end

    # The API key of a scheme, from `api_key` or the environment.
    def api_key_for(scheme)
      secret(scheme, api_key, access_token)
    end

    # User name and password of a scheme, nil where there is none.
    def basic_for(scheme)
      name = username || @environment["#{scheme}_USERNAME"]
      name && [name, password || @environment["#{scheme}_PASSWORD"] || '']
    end

    # Client id and secret of an OAuth2 scheme, nil where one is missing.
    def client_for(scheme)
      id = client_id || @environment["#{scheme}_CLIENT_ID"]
      secret = client_secret || @environment["#{scheme}_CLIENT_SECRET"]
      [id, secret] if id && secret
    end

    # The base URL of an operation: `host`, else its own server, else the document's.
    #
    # @raise [RequestError] when `server_index` or a variable's value does not exist
    def base_url(operation = nil)
      return host if host

      own = operation&.servers.to_a
      servers = own.empty? ? facts.servers : own
      index = !own.empty? && server_index >= own.size ? 0 : server_index
      raise RequestError, 'the document names no server: set `host`' if servers.empty?
      unless index.between?(0, servers.size - 1)
        raise RequestError, "there is no server #{index}: the document names #{servers.size}"
      end

      Url.server(servers[index], server_variables)
    end

    def inspect
      shown = { host: host && Url.shown(host), timeout:, connect_timeout:, max_retries: }
      given = SECRETS.reject { |name| instance_variable_get(:"@#{name}").nil? }
      members = shown.map { |name, value| "#{name}=#{value.inspect}" } + given.map { |name| "#{name}=#{Redact::MASK}" }
      "#<#{self.class} #{members.join(' ')}>"
    end
    alias to_s inspect

    private

    # A credential: by its kind, or under the scheme's id in the setting of another kind, since
    # people call many a bearer token an API key; else from the environment.
    def secret(scheme, own, other)
      mine = own.is_a?(Hash) ? own[scheme] || own[scheme.to_sym] : own
      mine || (other.is_a?(Hash) && (other[scheme] || other[scheme.to_sym])) || @environment[scheme]
    end

    # A credential under a name that no scheme has would silently not be sent.
    def checked(value)
      return value unless value.is_a?(Hash)

      unknown = value.keys.map(&:to_s).find { |id| facts.scheme(id).nil? } or return value
      known = facts.schemes.map(&:id).join(', ')
      raise RequestError, "there is no security scheme #{unknown.inspect}: known are #{known.empty? ? 'none' : known}"
    end
  end
end
