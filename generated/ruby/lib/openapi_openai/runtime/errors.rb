# frozen_string_literal: true

# Every failure of a call is an ApiError; nothing of the transport shows through.
#
#   ApiError
#   ├── RequestError             the call cannot be sent as given
#   ├── ApiConnectionError       no response: refused, reset, unknown host, TLS
#   │   └── ApiTimeoutError      the time of the call is over
#   ├── ApiStatusError           the server answered with an error status
#   │   ├── BadRequestError 400, UnauthorizedError 401, ForbiddenError 403, NotFoundError 404
#   │   ├── ConflictError 409, UnprocessableEntityError 422, RateLimitError 429
#   │   └── ServerError          500 to 599
#   ├── DecodeError              a response that is not what the document promises
#   └── StreamError              an error inside a stream
#       └── StreamTruncatedError the stream ended before its end
#
# No message holds the request or a credential.
class OpenApiOpenAIClient::ApiError < StandardError
  # @return [Integer, nil] status of the response
  attr_reader :status
  # @return [String, nil] the words beside the status
  attr_reader :reason
  # @return [Runtime::Headers, nil] header fields of the response
  attr_reader :headers
  # @return [String, nil] the bytes of the body (of a stream: their start)
  attr_reader :body
  # @return [Object, nil] the body in the type that the document gives for the status
  attr_reader :data
  # @return [String, nil] the server's name for the request
  attr_reader :request_id
  # @return [String, nil] method of the request
  attr_reader :http_method
  # @return [String, nil] path of the request, without its query
  attr_reader :path
  # @return [Float, nil] seconds that the server asks to wait
  attr_reader :retry_after
  # @return [String] what went wrong, in the server's words where it spoke
  attr_reader :server_message
  # @return [String, nil] what may help
  attr_reader :hint

  alias code status
  alias status_code status

  # @param message [String]
  # @param facts [Hash] values of the attributes, by their names
  def initialize(message = nil, **facts)
    @server_message = message.to_s
    %i[status reason headers body data request_id http_method path retry_after hint].each do |name|
      instance_variable_set(:"@#{name}", facts[name])
    end
    super(shown(message))
  end

  # The body as text; bytes that are no UTF-8 are replaced.
  #
  # @return [String]
  def text
    body.to_s.dup.force_encoding(Encoding::UTF_8).scrub
  end

  # Class and message only: headers and bodies may hold what should not be printed.
  def inspect
    "#<#{self.class}: #{message}>"
  end

  private

  def shown(message)
    hint ? "#{message} (#{hint})" : message
  end
end

module OpenApiOpenAIClient
  # The call cannot be sent as it was given: nothing has reached the server.
  class RequestError < ApiError; end

  # No response came.
  class ApiConnectionError < ApiError; end

  # The time allowed for the call, or for a chunk of a stream, is over.
  class ApiTimeoutError < ApiConnectionError; end

  # The server answered with a status that is no success. It prints as status, reason and the
  # server's message; `server_message` is the message alone.
  class ApiStatusError < ApiError
    private

    def shown(message)
      head = "#{status} #{reason}".strip
      super(message.to_s.empty? || message == head ? head : "#{head}: #{message}")
    end
  end

  # Status 400.
  class BadRequestError < ApiStatusError; end

  # Status 401.
  class UnauthorizedError < ApiStatusError; end

  # Status 403.
  class ForbiddenError < ApiStatusError; end

  # Status 404.
  class NotFoundError < ApiStatusError; end

  # Status 409.
  class ConflictError < ApiStatusError; end

  # Status 422.
  class UnprocessableEntityError < ApiStatusError; end

  # Status 429.
  class RateLimitError < ApiStatusError; end

  # Status 500 to 599.
  class ServerError < ApiStatusError; end

  # The response is cut off, empty, or not of the type that the document promises.
  class DecodeError < ApiError; end

  # The server reported an error inside a stream; `data` is the event, `body` its text.
  class StreamError < ApiError; end

  # The stream ended without its terminator.
  class StreamTruncatedError < StreamError; end
end

# What the errors are called inside the runtime, and failures that become errors.
module OpenApiOpenAIClient::Runtime
  ApiError = OpenApiOpenAIClient::ApiError
  RequestError = OpenApiOpenAIClient::RequestError
  ApiConnectionError = OpenApiOpenAIClient::ApiConnectionError
  ApiTimeoutError = OpenApiOpenAIClient::ApiTimeoutError
  ApiStatusError = OpenApiOpenAIClient::ApiStatusError
  DecodeError = OpenApiOpenAIClient::DecodeError
  StreamError = OpenApiOpenAIClient::StreamError
  StreamTruncatedError = OpenApiOpenAIClient::StreamTruncatedError

  STATUS_ERRORS = {
    400 => OpenApiOpenAIClient::BadRequestError,
    401 => OpenApiOpenAIClient::UnauthorizedError,
    403 => OpenApiOpenAIClient::ForbiddenError,
    404 => OpenApiOpenAIClient::NotFoundError,
    409 => OpenApiOpenAIClient::ConflictError,
    422 => OpenApiOpenAIClient::UnprocessableEntityError,
    429 => OpenApiOpenAIClient::RateLimitError
  }.freeze

  # The class of errors for a status.
  def self.status_error_class(status)
    STATUS_ERRORS.fetch(status) do
      (500..599).cover?(status) ? OpenApiOpenAIClient::ServerError : ApiStatusError
    end
  end

  # Something failed in the transport. `kind` says how: `:timeout`; `:connection`, which covers
  # whatever broke; `:encoding` for a body whose compression is broken; `:refused` for a request
  # that cannot be sent. `partial` is what had been read of the body.
  class TransportFailure < StandardError
    attr_reader :kind
    attr_accessor :partial

    def initialize(kind, message, partial = ''.b)
      super(message)
      @kind = kind
      @partial = partial
    end
  end

  # The body is not what the document promises; the message says why, without the body.
  class Undecodable < StandardError; end

  # A value that JSON cannot hold; `path` says where it stands.
  class Unencodable < StandardError
    attr_reader :path

    def initialize(message, path = [])
      super("#{Problem.pointer(path)}: #{message}")
      @what = message
      @path = path
    end

    # The same problem, seen from one level further up.
    def under(step)
      Unencodable.new(@what, [step, *path])
    end
  end

  # One place that breaks the schema.
  Problem = Struct.new(:path, :message) do
    # The JSON pointer of a path (RFC 6901 §3).
    def self.pointer(path)
      return '(the whole value)' if path.empty?

      path.map { |step| "/#{step.to_s.gsub('~', '~0').gsub('/', '~1')}" }.join
    end

    def to_s
      "#{Problem.pointer(path)}: #{message}"
    end
  end
end
