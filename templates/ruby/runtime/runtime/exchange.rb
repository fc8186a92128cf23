# frozen_string_literal: true

require_relative 'fields'
require_relative 'framing'
require_relative 'headers'
require_relative 'pool'
require_relative 'redact'
require_relative 'source'

module OpenApiOpenAIClient::Runtime
  # Status and header fields of a response; the body is still to be read.
  Head = Struct.new(:status, :reason, :headers)

  # A request as it travels; its URL may hold credentials.
  class WireRequest
    include Quiet

    attr_reader :method, :url, :fields, :source

    def initialize(method, url, fields, source)
      @method = method
      @url = url
      @fields = fields
      @source = source
    end
  end

  # One request and its response on one connection (RFC 9112). It holds the connection until the
  # body was read, or left.
  class Exchange
    include Quiet

    # How much of a body, and for how long, is read to keep a connection.
    SHORT_REST = 65_536
    SHORT_TIME = 0.2
    MOST_FIELDS = 1000

    STATUS = %r{\AHTTP/1\.([01]) +(\d{3})(?: +(.*))?\z}

    # @return [Head]
    attr_reader :head

    # Sends a request and reads the head of its response.
    #
    # @raise [TransportFailure]
    def initialize(pool, settings, request, deadline, connect_timeout)
      @pool = pool
      @settings = settings
      @origin = Url.origin(request.url)
      @method = request.method
      @connection = pool.take(@origin, settings, [connect_timeout, deadline.remaining].compact.min)
      # Whatever ends the call in the middle, a killed thread too, frees the connection.
      kept { translated { ask(request, deadline) } }
    end

    # The next bytes of the body, nil at the end.
    #
    # @raise [TransportFailure]
    def read(deadline)
      return if @connection.nil?

      kept do
        wire.deadline = deadline
        bytes = translated { @body.next }
        release if bytes.nil?
        bytes
      end
    end

    # The rest of the body, at most about `limit` bytes.
    #
    # @raise [TransportFailure] with what had been read
    def read_all(deadline, limit = nil)
      all = ''.b
      while (limit.nil? || all.bytesize < limit) && (bytes = read(deadline))
        all << bytes
      end
      all
    rescue TransportFailure => e
      e.partial = all
      raise
    end

    # Is done with the response: reads a short rest, so that the connection can be used again, else
    # closes it.
    def leave(clock)
      read_all(Deadline.new(clock, SHORT_TIME), SHORT_REST)
    rescue TransportFailure
      nil
    ensure
      close
    end

    # Closes the connection, unless the body was read to its end.
    def close
      connection = @connection
      @connection = nil
      connection&.close
    end

    private

    def wire
      @connection.wire
    end

    # Runs the block, and closes the connection unless it comes to its end.
    def kept
      done = false
      yield.tap { done = true }
    ensure
      close unless done
    end

    def ask(request, deadline)
      wire.deadline = deadline
      sent = send_request(request)
      @head = read_head
      @keep = keep?(request) && sent
      @body = Framing.unpacked(Framing.of(wire, @method, @head), @head)
    end

    # Sends head and body; false where not all could be sent. A server may answer, and close, before
    # it has read all of a body: its response then tells why.
    def send_request(request)
      head = request_head(request)
      source = request.source
      # A small body goes out with the head: one write, one packet.
      return wire.write(head << source.data) || true if source.is_a?(Source::Bytes) && source.length < Wire::CHUNK

      wire.write(head)
      source&.each_chunk { |bytes| write(source, bytes) }
      wire.write("0\r\n\r\n".b) if source && source.length.nil?
      true
    rescue Errno::EPIPE, Errno::ECONNRESET, Errno::ECONNABORTED
      false
    end

    def write(source, bytes)
      wire.write(source.length ? bytes : "#{bytes.bytesize.to_s(16)}\r\n".b << bytes << "\r\n".b)
    end

    def request_head(request)
      target = @connection.target(request.url, Url.target(request.url))
      scheme, host, port = @origin
      lines = ["#{request.method} #{target} HTTP/1.1".b, "Host: #{host}#{":#{port}" if port != Url::PORTS[scheme]}".b]
      fields = request.fields.reject { |name, _| %w[host content-length transfer-encoding].include?(name.downcase) }
      lines.concat((fields + framing(request) + @connection.proxy_fields).map { |name, value| "#{name}: ".b + value.b })
      (lines.join("\r\n".b) << "\r\n\r\n".b)
    end

    def framing(request)
      if request.source.nil?
        %w[POST PUT PATCH].include?(request.method) ? [%w[Content-Length 0]] : []
      else
        length = request.source.length
        length ? [['Content-Length', length.to_s]] : [%w[Transfer-Encoding chunked]]
      end
    end

    # The head of the final response; those of 1xx say nothing to us. nil where none came.
    def read_head
      loop do
        line = wire.line or return nothing
        found = STATUS.match(line) or raise TransportFailure.new(:connection, 'the server does not speak HTTP')
        status = found[2].to_i
        @version = found[1]
        head = Head.new(status, text(found[3].to_s.strip), Headers.new(read_fields))
        return head unless status.between?(100, 199) && status != 101
      end
    end

    def nothing
      raise TransportFailure.new(:connection, 'the server closed the connection without a response')
    end

    def read_fields
      fields = []
      until (line = wire.line || nothing).empty?
        raise TransportFailure.new(:connection, 'the server sent too many header fields') if fields.size > MOST_FIELDS

        if line.start_with?(' ', "\t") && fields.any?
          # A folded line continues the one before (RFC 9112 §5.2).
          fields.last[1] = "#{fields.last[1]} #{text(line.strip)}"
        else
          name, colon, value = line.partition(':')
          unless colon == ':' && Fields::NAME.match?(name)
            raise TransportFailure.new(:connection, 'the server sent a broken header field')
          end

          fields << [name.force_encoding(Encoding::UTF_8), text(value.strip)]
        end
      end
      fields
    end

    def text(bytes)
      text = bytes.dup.force_encoding(Encoding::UTF_8)
      text.valid_encoding? ? text : bytes.dup.force_encoding(Encoding::ISO_8859_1).encode(Encoding::UTF_8)
    end

    def keep?(request)
      asked = request.fields.assoc('Connection')&.last.to_s.downcase
      said = @head.headers['connection'].to_s.downcase
      return false if asked.include?('close') || said.include?('close')

      @version == '1' || said.include?('keep-alive')
    end

    # The body is at its end: the connection is free again.
    def release
      connection = @connection
      @connection = nil
      if @keep && @body.complete? && @body.reusable?
        connection.wire.deadline = nil
        @pool.give(@origin, @settings, connection)
      else
        connection.close
      end
    end

    # Failures of sockets in neutral words. A timeout that the caller's own code raises passes.
    def translated
      yield
    rescue SystemCallError, IOError, SocketError, OpenSSL::SSL::SSLError => e
      raise TransportFailure.new(:connection, "the connection failed: #{e.message}")
    end
  end
end
