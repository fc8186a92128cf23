# frozen_string_literal: true

require_relative 'redact'

module OpenApiOpenAIClient::Runtime
  # The log: one line per request and per response.
  #
  # Paths are printed without their query, header fields by an allow-list, bodies only on demand.
  class Log
    include Quiet

    LONGEST_BODY = 4096

    # Prints lines to standard error.
    class Stderr
      def debug(line)
        $stderr.write("#{line}\n")
      end
    end

    def initialize(logger, bodies)
      @logger = logger
      @bodies = bodies
    end

    def request(method, path, fields, source, secrets)
      return unless @logger

      body = @bodies && source.is_a?(Source::Bytes) ? " body=#{excerpt(source.data, secrets)}" : ''
      @logger.debug("> #{method} #{path} #{Redact.loggable(fields).to_h}#{body}")
    end

    def response(method, path, head)
      @logger&.debug("< #{method} #{path} #{head.status} #{Redact.loggable(head.headers.to_a).to_h}")
    end

    def body(method, path, data, secrets)
      @logger&.debug("< #{method} #{path} body=#{excerpt(data, secrets)}") if @bodies
    end

    def retry(method, path, cause, seconds, left)
      @logger&.debug("retrying #{method} #{path} after #{seconds.round(3)} s (#{cause}; #{left} left)")
    end

    private

    def excerpt(data, secrets)
      text = data.byteslice(0, LONGEST_BODY).force_encoding(Encoding::UTF_8).scrub
      (Redact.without(text, secrets) + (data.bytesize > LONGEST_BODY ? '…' : '')).inspect
    end
  end
end
