# frozen_string_literal: true

require_relative 'api_response'
require_relative 'exchange'
require_relative 'failures'
require_relative 'log'
require_relative 'oauth'
require_relative 'redact'
require_relative 'request'
require_relative 'retry_policy'
require_relative 'saving'
require_relative 'security'

module OpenApiOpenAIClient::Runtime
  # The attempts of one call: they share a deadline, a body and an idempotency key.
  class Attempts
    include Quiet

    REDIRECTS = [301, 302, 303, 307, 308].freeze
    MOST_REDIRECTS = 10

    # The authorization server gave no token; worth another attempt if its status says so.
    class TokenRefused < StandardError
      attr_reader :head, :error

      def initialize(head, error)
        super()
        @head = head
        @error = error
      end
    end

    # @return [Failures]
    attr_reader :failures
    # @return [Options]
    attr_reader :options

    # @raise [RequestError]
    def initialize(client, call)
      @client = client
      @configuration = client.configuration
      @call = call
      @options = call.options
      @clock = @configuration.clock
      @deadline = Deadline.new(@clock, @options.timeout)
      @prepared = Prepared.new(call, @configuration)
      @policy = RetryPolicy.new(@options.max_retries, @options.max_retry_after, replayable: @prepared.replayable?)
      @secrets = []
      @failures = Failures.new(@prepared.method, @prepared.shown_path, @secrets)
      @log = Log.new(@configuration.logger, @configuration.log_bodies)
      @security = Security.new(@configuration, call.operation.security)
    end

    # Makes the call and decodes its response.
    #
    # @return [ApiResponse]
    # @raise [ApiError]
    def run
      exchange = respond
      head = exchange.head
      return save(exchange) if @options.stream_to && !Decoding.bodiless?(@prepared.method, head.status)

      data = body(exchange)
      ApiResponse.new(decoded(head, data), head.status, head.headers)
    ensure
      exchange&.close
    end

    # The open response of a success.
    #
    # @return [Exchange]
    # @raise [ApiError] when the attempts are used up
    def respond
      (0..).each do |attempt|
        exchange = once
        return exchange if (200..299).cover?(exchange.head.status)

        delay = delay(attempt, exchange.head) or raise refusal(exchange)
        exchange.leave(@clock)
        again(attempt, exchange.head.status, delay)
      rescue TransportFailure => e
        delay = (delay(attempt, nil) unless e.kind == :refused) or raise failures.transport(e)
        again(attempt, e.kind, delay)
      rescue TokenRefused => e
        delay = delay(attempt, e.head) or raise e.error
        again(attempt, "token: #{e.head.status}", delay)
      end
    end

    # The rest of a body, at most about `limit` bytes.
    #
    # @raise [TransportFailure]
    def read(exchange, limit = nil)
      # Also where there can be no body: the connection is free only once its end was seen.
      data = exchange.read_all(@deadline, limit)
      return ''.b if Decoding.bodiless?(@prepared.method, exchange.head.status)

      @log.body(@prepared.method, @prepared.shown_path, data, @secrets)
      data
    end

    private

    # Seconds until the next attempt, nil for none: also when the time would be over.
    def delay(attempt, head)
      delay = head ? @policy.delay(attempt, @clock, head.status, head.headers) : @policy.delay(attempt, @clock)
      delay if delay && @deadline.allows?(delay)
    end

    def again(attempt, cause, delay)
      @log.retry(@prepared.method, @prepared.shown_path, cause, delay, @policy.max_retries - attempt - 1)
      @clock.sleep(delay)
    end

    # One attempt: credentials, the request, and the redirects of its origin.
    def once
      credentials = credentials()
      request = @prepared.sign(credentials)
      exchange = send_request(request)
      MOST_REDIRECTS.times do
        target = redirect(request, exchange.head) or break
        exchange.leave(@clock)
        request = @prepared.sign(credentials, target)
        exchange = send_request(request)
      end
      exchange
    end

    # Where to go on: GET and HEAD only, and never away from the origin.
    def redirect(request, head)
      location = head.headers['location'].to_s
      return if !REDIRECTS.include?(head.status) || location.empty? || !%w[GET HEAD].include?(@prepared.method)

      Url.redirected(request.url, location)
    end

    # Sends a request and logs both directions.
    def send_request(request, path = @prepared.shown_path)
      @log.request(request.method, path, request.fields, request.source, @secrets)
      exchange = Exchange.new(@client.pool, @client.transport, request, @deadline, @options.connect_timeout)
      @log.response(request.method, path, exchange.head)
      exchange
    end

    # The error for an error status.
    def refusal(exchange)
      head = exchange.head
      begin
        body = read(exchange)
      rescue TransportFailure => e
        return failures.transport(e, head) if e.kind == :timeout

        body = e.partial
      end
      if head.status == 401
        @secrets.each { |secret| @client.tokens.forget(secret) }
        hint = @security.hint
      end
      failures.status(head, body, @call.operation.responses, @clock.wall, hint)
    ensure
      exchange.close
    end

    # The body of a success. One that is cut off is not asked for again: the server has done what
    # was asked.
    def body(exchange)
      read(exchange)
    rescue TransportFailure => e
      raise broken(exchange.head, e)
    end

    def broken(head, failure)
      return failures.transport(failure, head) if failure.kind == :timeout

      failures.decode(head, failure.partial, "the response was cut off: #{failure.message}")
    end

    # Writes the body to a file as it arrives.
    def save(exchange)
      Saving.to(@options.stream_to) do |saving|
        while (bytes = exchange.read(@deadline))
          saving.write(bytes)
        end
      rescue TransportFailure => e
        raise broken(exchange.head, e)
      end
      ApiResponse.new(nil, exchange.head.status, exchange.head.headers)
    end

    def decoded(head, data)
      return if Decoding.bodiless?(@prepared.method, head.status)

      response = Decoding.select(@call.operation.responses, head.status)
      Decoding.decode(response, head.headers['content-type'], data, @options.strict)
    rescue Undecodable => e
      raise failures.decode(head, data, e.message)
    end

    # The credentials of the alternative that is configured; those that expire are fetched.
    def credentials
      found = Security::Credentials.new
      @security.chosen.each do |use|
        scheme = @configuration.facts.scheme(use.scheme)
        granted = granted(scheme, use) if @configuration.token_for(scheme.id).nil? && @security.grants?(scheme)
        @security.place(scheme, found, granted)
      end
      @secrets.concat(found.secrets - @secrets)
      found
    end

    # A token by client credentials: the one that is kept, or a new one.
    def granted(scheme, use)
      client = @configuration.client_for(scheme.id)
      url = Url.join("#{@prepared.base.origin}#{@prepared.base.path}/", scheme.token_url)
      raise RequestError, "the token URL of #{scheme.id.inspect} is no URL" if url.nil? || Url.origin(url).nil?

      tokens = @client.tokens
      key = [url, client.first, use.scopes]
      tokens.get(key, @clock.monotonic) || tokens.lock.hold(@deadline) do
        # Somebody else may have fetched it while this call waited.
        tokens.get(key, @clock.monotonic) || fetch(key, url, client, use)
      end
    end

    def fetch(key, url, client, use)
      @secrets << client.last
      fields, source = Tokens.request(client, use.scopes)
      asked = @clock.monotonic
      exchange = send_request(WireRequest.new('POST', url, fields, source), Url.target(url).partition('?').first)
      body = exchange.read_all(@deadline)
      token, life = Tokens.granted(body) if (200..299).cover?(exchange.head.status)
      raise refused(url, exchange.head, body) unless token

      @client.tokens.put(key, token, life, asked)
      token
    ensure
      exchange&.close
    end

    def refused(url, head, body)
      path = Url.target(url).partition('?').first
      TokenRefused.new(head, Failures.new('POST', path, @secrets).status(head, body, [], @clock.wall))
    end
  end
end
