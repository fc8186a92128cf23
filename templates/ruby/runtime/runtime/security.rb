# frozen_string_literal: true

require_relative 'environment'
require_relative 'fields'
require_relative 'redact'

module OpenApiOpenAIClient::Runtime
  # Which credentials a call sends, and where (OpenAPI 3.1 §4.8.30).
  class Security
    include Quiet

    # Credentials as they travel; `secrets` are the texts that must not be shown.
    class Credentials
      include Quiet

      attr_reader :fields, :query, :cookies, :secrets

      def initialize
        @fields = []
        @query = []
        @cookies = []
        @secrets = []
      end
    end

    def initialize(configuration, alternatives)
      @configuration = configuration
      @alternatives = alternatives
    end

    # The first alternative whose credentials are all configured, empty when there is none.
    #
    # An alternative that asks for nothing comes last, wherever it stands: who has configured a
    # credential wants to be known. Without any, the call goes out as it is and the server decides.
    def chosen
      @alternatives.find { |uses| !uses.empty? && uses.all? { |use| configured?(use) } } || []
    end

    # A hint for a call that was refused without credentials; nil when it had some, or when the
    # operation needs none.
    def hint
      return if @alternatives.empty? || @alternatives.include?([]) || !chosen.empty?

      names = @alternatives.flatten.map { |use| Environment.name(@configuration.facts.package, use.scheme) }
      'no credentials are configured for this operation: give them to Configuration, or set ' \
        "#{names.uniq.join(' or ')}"
    end

    # Whether a token of the scheme can be had by client credentials.
    def grants?(scheme)
      scheme.kind == :oauth2 && scheme.token_url && @configuration.client_for(scheme.id) ? true : false
    end

    # Adds the credential of a scheme; `token` is one that was granted for it.
    def place(scheme, credentials, token)
      case scheme.kind
      when :api_key then key(scheme, credentials)
      when :basic then basic(scheme, credentials)
      when :mutual_tls then nil
      else bearer(scheme, credentials, token || text(@configuration.token_for(scheme.id)))
      end
    end

    private

    def configured?(use)
      scheme = @configuration.facts.scheme(use.scheme) or return false
      case scheme.kind
      when :api_key then !@configuration.api_key_for(scheme.id).nil?
      when :basic then !@configuration.basic_for(scheme.id).nil?
      # A certificate is in the context of the connection: that has to be the caller's own.
      when :mutual_tls then !@configuration.ssl_context.nil?
      else !@configuration.token_for(scheme.id).nil? || grants?(scheme)
      end
    end

    # A credential's text: itself, or what its function gives.
    def text(secret)
      return if secret.nil?

      value = secret.respond_to?(:call) ? secret.call : secret
      raise RequestError, 'the function of a credential gave no text' unless value.is_a?(String)

      value
    end

    def bearer(scheme, credentials, token)
      return if token.nil?

      credentials.secrets << token
      word = (scheme.http_scheme if scheme.kind == :http) || 'Bearer'
      credentials.fields << Fields.header('Authorization', "#{word} #{token}")
    end

    def basic(scheme, credentials)
      pair = @configuration.basic_for(scheme.id) or return
      coded = [pair.join(':')].pack('m0')
      credentials.secrets.push(coded, pair.last)
      credentials.fields << ['Authorization', "Basic #{coded}"]
    end

    def key(scheme, credentials)
      value = text(@configuration.api_key_for(scheme.id)) or return
      name = scheme.parameter.to_s
      credentials.secrets << value
      case scheme.location
      when :query
        credentials.secrets << Percent.component(value)
        credentials.query << "#{Percent.component(name)}=#{Percent.component(value)}"
      when :cookie then credentials.cookies << Fields.cookie(name, value)
      else credentials.fields << Fields.header(name, value)
      end
    end
  end
end
