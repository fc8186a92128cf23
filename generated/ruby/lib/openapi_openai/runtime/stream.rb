# frozen_string_literal: true

require_relative 'attempts'
require_relative 'sse'

module OpenApiOpenAIClient::Runtime
  # The chunks of a streamed call, each as it arrives.
  #
  #   api.some_stream(request) { |chunk| … }
  #   api.some_stream(request).each { |chunk| … }
  #   stream = api.some_stream(request)
  #   stream.next
  #
  # The connection is closed at the end, when a block is left, and by {#close}. Reading raises
  # ApiError: StreamError for an error that the server reports, StreamTruncatedError when the stream
  # ends too early, ApiTimeoutError when it falls silent.
  class Stream
    include Enumerable

    START = 65_536
    LINES = %w[jsonl x-jsonl x-ndjson ndjson json-seq jsonlines].freeze

    # @return [String] the id of the last event, empty where the server gives none
    attr_reader :last_event_id

    # Asks for a stream.
    #
    # @raise [ApiError] for an error status; DecodeError with the start of the body for a success
    #   that is no such stream
    def self.open(client, call)
      attempts = Attempts.new(client, call)
      exchange = attempts.respond
      return new(client, call, attempts, exchange) if stream?(call.stream, exchange.head)

      refuse(call, attempts, exchange)
    end

    def self.stream?(operation, head)
      return false if [204, 205].include?(head.status)

      came = MediaType.parse(head.headers['content-type'])
      return came.to_s == 'text/event-stream' if operation.payload == :event_stream

      MediaType.parse(operation.media_type).covers?(came) || LINES.include?(came.subtype)
    end

    def self.refuse(call, attempts, exchange)
      content_type = exchange.head.headers['content-type']
      begin
        start = attempts.read(exchange, START)
      rescue TransportFailure => e
        start = e.partial
      end
      came = content_type ? MediaType.parse(content_type) : 'of no type'
      why = "the response is #{came}, no stream of #{call.stream.media_type}"
      raise attempts.failures.decode(exchange.head, start, why)
    ensure
      exchange.close
    end
    private_class_method :stream?, :refuse

    def initialize(client, call, attempts, exchange)
      @clock = client.configuration.clock
      @operation = call.stream
      @timeout = call.options.timeout
      @strict = call.options.strict
      @failures = attempts.failures
      @exchange = exchange
      @decoder = @operation.payload == :event_stream ? EventDecoder.new : JsonLinesDecoder.new
      @type = @operation.type
      @events = []
      @ended = false
      @last_event_id = ''
    end

    # @return [Integer] the status of the response
    def status_code
      head.status
    end

    # @return [Headers] the header fields of the response
    def headers
      head.headers
    end

    # @return [String, nil] the server's name for the request
    def request_id
      Failures.request_id(head.headers)
    end

    # @yieldparam chunk the next chunk
    # @return [self, Enumerator]
    def each
      return to_enum(:each) unless block_given?

      begin
        while (event = next_event)
          yield chunk(event)
        end
      ensure
        close
      end
      self
    end

    # The next chunk.
    #
    # @raise [StopIteration] at the end
    def next
      event = next_event or raise StopIteration, 'the stream is at its end'
      chunk(event)
    end

    # Closes the connection; there are no more chunks after it.
    def close
      @ended = true
      @events.clear
      @exchange.close
    end

    def inspect
      "#<#{self.class} #{status_code}>"
    end

    private

    def head
      @exchange.head
    end

    # The next event that has something to say, nil at the end.
    def next_event
      loop do
        while (event = @events.shift)
          @last_event_id = event.id
          return finish if @operation.terminator && event.data == @operation.terminator
          return event unless event.data.empty?
        end
        return if @ended

        more
      end
    end

    # The terminator came. A rest of the body that is there already makes the connection free.
    def finish
      @ended = true
      @events.clear
      @exchange.leave(@clock)
      nil
    end

    # Reads on until something new is there.
    def more
      bytes = @exchange.read(Deadline.new(@clock, @timeout))
      return @decoder.feed(bytes) { |event| @events << event } if bytes

      @ended = true
      @decoder.finish { |event| @events << event }
      return if @operation.terminator.nil? || @events.any? { |event| event.data == @operation.terminator }

      raise cut('the stream ended without its terminator')
    rescue TransportFailure => e
      @ended = true
      raise e.kind == :timeout ? @failures.transport(e, head) : cut("the stream was cut off: #{e.message}")
    end

    def cut(why)
      @failures.truncated(head, @decoder.rest, why)
    end

    def chunk(event)
      refuse_error(event) if event.type == 'error' || event.data.include?('"error"')
      Decodable.decode(@type, event.data, @strict)
    rescue Undecodable => e
      close
      raise @failures.decode(head, event.data.b, "a chunk of the stream is not what it should be: #{e.message}")
    end

    def refuse_error(event)
      begin
        value = Json.parse(event.data)
      rescue Undecodable
        value = event.data
      end
      reported = value.is_a?(Hash) && ![nil, false, '', 0, [], {}].include?(value['error'])
      return unless event.type == 'error' || reported

      close
      raise @failures.reported(head, event.data, value)
    end
  end
end
