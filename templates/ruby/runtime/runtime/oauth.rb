# frozen_string_literal: true

require_relative 'json'
require_relative 'percent'
require_relative 'redact'
require_relative 'source'

module OpenApiOpenAIClient::Runtime
  # A lock that can be waited for with a limit.
  class PatientLock
    def initialize
      @mutex = Mutex.new
      @free = ConditionVariable.new
      @held = false
    end

    # Runs the block alone.
    #
    # @raise [TransportFailure] when the lock did not become free within `deadline`
    def hold(deadline)
      acquire(deadline)
      begin
        yield
      ensure
        @mutex.synchronize do
          @held = false
          @free.signal
        end
      end
    end

    private

    def acquire(deadline)
      @mutex.synchronize do
        while @held
          left = deadline.remaining
          raise TransportFailure.new(:timeout, 'the call took too long') if left&.zero?

          @free.wait(@mutex, left)
        end
        @held = true
      end
    end
  end

  # Tokens by the OAuth2 client credentials flow (RFC 6749 §4.4), kept while they are good.
  class Tokens
    include Quiet

    # A token is renewed this many seconds before its end, or a tenth of its life if that is less.
    EARLY = 60.0

    # How long a token without `expires_in` is used, in seconds.
    UNKNOWN_LIFE = 300.0

    # Held while a new token is fetched.
    attr_reader :lock

    def initialize
      @lock = PatientLock.new
      @mutex = Mutex.new
      @tokens = {}
    end

    # A token that is still good at `now` (monotonic seconds); `key` is URL, client id and scopes.
    def get(key, now)
      token, till = @mutex.synchronize { @tokens[key] }
      token if till && now < till
    end

    # Keeps a token that lives for `life` seconds from `now`.
    def put(key, token, life, now)
      @mutex.synchronize { @tokens[key] = [token, now + life - [EARLY, life / 10].min] }
    end

    # Drops a token that the server refused.
    def forget(token)
      @mutex.synchronize { @tokens.delete_if { |_, (held, _)| held == token } }
    end

    # Fields and body of the request for a token; the client names itself by HTTP Basic
    # (RFC 6749 §2.3.1).
    def self.request(client, scopes)
      members = { 'grant_type' => 'client_credentials' }
      members['scope'] = scopes.join(' ') unless scopes.empty?
      coded = [client.map { |part| Percent.form(part) }.join(':')].pack('m0')
      fields = [
        ['Accept', 'application/json'], ['Content-Type', 'application/x-www-form-urlencoded'],
        ['Authorization', "Basic #{coded}"]
      ]
      body = members.map { |name, value| "#{name}=#{Percent.form(value)}" }.join('&')
      [fields, Source::Bytes.new(body)]
    end

    # Token and life in seconds from a token response.
    #
    # @raise [DecodeError] for anything else
    def self.granted(body)
      answer = Json.parse(body)
      token = answer['access_token'] if answer.is_a?(Hash)
      unless token.is_a?(String) && !token.empty?
        raise DecodeError, 'the token response holds no access token'
      end

      [token, life(answer.fetch('expires_in', UNKNOWN_LIFE))]
    rescue Undecodable
      raise DecodeError, 'the token response holds no access token'
    end

    def self.life(value)
      [0.0, Float(value)].max
    rescue ArgumentError, TypeError
      UNKNOWN_LIFE
    end
    private_class_method :life
  end
end
