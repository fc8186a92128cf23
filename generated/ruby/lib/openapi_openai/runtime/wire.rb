# frozen_string_literal: true

require 'openssl'
require 'socket'
require_relative 'errors'

module OpenApiOpenAIClient::Runtime
  # A connection's bytes, read and written within limits of time.
  #
  # Each operation has the limit that is set at its moment; a server that sends a byte now and then
  # cannot hold a call longer than that.
  class Wire
    CHUNK = 65_536
    LONGEST_LINE = 65_536

    # @return [Deadline, nil] until when operations have to be done
    attr_accessor :deadline

    # @param socket [IO] a TCP or TLS socket
    def initialize(socket)
      @socket = socket
      @buffer = ''.b
      @start = 0
      @deadline = nil
    end

    # @raise [TransportFailure, SystemCallError, IOError]
    def write(bytes)
      until bytes.empty?
        case done = @socket.write_nonblock(bytes, exception: false)
        when :wait_writable then wait(:wait_writable)
        when :wait_readable then wait(:wait_readable)
        else
          return if done == bytes.bytesize

          bytes = bytes.byteslice(done..)
        end
      end
    end

    # A line without its end, nil at the end of all.
    def line
      searched = 0
      loop do
        found = @buffer.index("\n", @start + searched)
        return take(found - @start + 1).chomp if found

        raise TransportFailure.new(:connection, 'the server sent a line without end') if held > LONGEST_LINE

        searched = held
        return unless fill
      end
    end

    # Up to `most` bytes as they are there, at least one; nil at the end.
    def some(most = CHUNK)
      return unless held.positive? || fill

      take([most, held].min)
    end

    # Whether bytes, or the end, have come without being asked for: the connection is then of no
    # more use.
    def stale?
      # A TLS connection may have something to read that is no data.
      held.positive? || @socket.closed? || @socket.read_nonblock(1, exception: false) != :wait_readable
    rescue IOError, SystemCallError, OpenSSL::SSL::SSLError
      true
    end

    def close
      @socket.close unless @socket.closed?
    rescue IOError, SystemCallError, OpenSSL::SSL::SSLError
      nil
    end

    private

    def held
      @buffer.bytesize - @start
    end

    def take(size)
      bytes = @buffer.byteslice(@start, size)
      @start += size
      if @start == @buffer.bytesize
        @buffer = ''.b
        @start = 0
      end
      bytes
    end

    # Reads what is there, waiting for it; false at the end.
    def fill
      loop do
        case bytes = @socket.read_nonblock(CHUNK, exception: false)
        when :wait_readable then wait(:wait_readable)
        when :wait_writable then wait(:wait_writable)
        when nil then return false
        else
          keep(bytes)
          return true
        end
      end
    end

    def keep(bytes)
      if @start > CHUNK
        @buffer = @buffer.byteslice(@start..)
        @start = 0
      end
      @buffer << bytes
    end

    def wait(way)
      left = deadline&.remaining
      ready = left&.zero? ? nil : @socket.to_io.public_send(way, left)
      raise TransportFailure.new(:timeout, 'the call took too long') unless ready
    end
  end
end
