# frozen_string_literal: true

require 'net/http/status'
require_relative 'decoding'
require_relative 'redact'
require_relative 'retry_policy'

module OpenApiOpenAIClient::Runtime
  # Errors made from what came back; `secrets` are masked wherever a server echoes them.
  class Failures
    include Quiet

    IDS = %w[
      x-request-id request-id x-amzn-requestid x-amz-request-id x-ms-request-id x-correlation-id x-trace-id cf-ray
    ].freeze
    SPEAKING = %w[
      message error_description detail details title errorMessage error_message description msg reason
    ].freeze
    LONGEST_MESSAGE = 2000
    START = 65_536
    INVISIBLE = /[\x00-\x08\x0b-\x1f\x7f]/

    # The server's name for the request, from the usual header fields.
    def self.request_id(headers)
      IDS.map { |name| headers[name] }.find { |value| value && !value.empty? }
    end

    # What a server says in an error body, nil where it says nothing that is known.
    def self.server_message(value)
      case value
      when String then value.strip.empty? ? nil : value.strip
      when Array
        said = value.filter_map { |item| server_message(item) }
        said.empty? ? nil : said.join('; ')
      when Hash then spoken(value)
      end
    end

    def self.spoken(members)
      error = members['error']
      (error.is_a?(Hash) && server_message(error)) ||
        SPEAKING.lazy.filter_map { |name| server_message(members[name]) }.first ||
        server_message(members['errors']) || server_message(error)
    end
    private_class_method :spoken

    def initialize(method, path, secrets)
      @method = method
      @path = path
      @secrets = secrets
    end

    # The error for an error status, with the body in the type of the document.
    #
    # A body that does not decode is no second error: `data` is then plain JSON or text.
    def status(head, body, responses, now, hint = nil)
      content_type = head.headers['content-type']
      plain = plain(content_type, body)
      text = self.class.server_message(plain) if !plain.is_a?(String) || readable?(plain)
      reason = head.reason.empty? ? Net::HTTP::STATUS_CODES.fetch(head.status, '') : head.reason
      message = Redact.without(text || "#{head.status} #{reason}".strip, @secrets)
      OpenApiOpenAIClient::Runtime.status_error_class(head.status).new(
        message.gsub(INVISIBLE, ' ')[0, LONGEST_MESSAGE],
        **facts(head), reason:, body:, data: typed(responses, head, content_type, body, plain), hint:,
                       retry_after: RetryPolicy.retry_after(head.headers, now)
      )
    end

    # The error for a success that is not what was promised; keeps the start of the body.
    def decode(head, body, why)
      DecodeError.new(why, **facts(head), body: body.byteslice(0, START))
    end

    # The error for a stream that ended too early; keeps what had not been understood yet.
    def truncated(head, rest, why)
      StreamTruncatedError.new(why, **facts(head), body: rest.byteslice([rest.bytesize - START, 0].max, START))
    end

    # The error that a server reports inside a stream.
    def reported(head, text, value)
      message = Redact.without(self.class.server_message(value) || 'the stream reports an error', @secrets)
      StreamError.new(message, **facts(head), body: text.b, data: value)
    end

    # The error for a failure of the transport; `head` where a response had begun.
    def transport(failure, head = nil)
      known = head ? { **facts(head), body: failure.partial.byteslice(0, START) } : { http_method: @method, path: @path }
      case failure.kind
      when :timeout then ApiTimeoutError.new(failure.message, **known)
      when :encoding then DecodeError.new(failure.message, **known)
      when :refused then RequestError.new(failure.message, **known)
      else ApiConnectionError.new(failure.message, **known)
      end
    end

    private

    def facts(head)
      { status: head.status, reason: head.reason, headers: head.headers,
        request_id: self.class.request_id(head.headers), http_method: @method, path: @path }
    end

    def plain(content_type, body)
      type = MediaType.parse(content_type)
      text = type.decode(body)
      return Json.parse(text) if type.json? || text.lstrip.start_with?('{', '[')

      text.empty? ? nil : text
    rescue Undecodable
      text.empty? ? nil : text
    end

    def typed(responses, head, content_type, body, plain)
      response = Decoding.select(responses, head.status)
      return plain if response.nil? || response.contents.empty? || body.empty?

      Decoding.decode(response, content_type, body, false)
    rescue Undecodable
      plain
    end

    # Whether a text body is a message and no page.
    def readable?(text)
      text.size <= LONGEST_MESSAGE && !text.lstrip.start_with?('<', '{', '[')
    end
  end
end
