# frozen_string_literal: true

require_relative 'connection'
require_relative 'redact'

module OpenApiOpenAIClient::Runtime
  # The connections of a client that are free, by origin; safe to share between threads.
  class Pool
    include Quiet

    # An idle connection is not used after so many seconds: servers close them about then.
    LONGEST_IDLE = 30.0
    MOST_IDLE = 100

    def initialize
      @mutex = Mutex.new
      @idle = Hash.new { |known, key| known[key] = [] }
      @process = Process.pid
      @closed = false
    end

    # A connection to an origin, used before or new.
    #
    # @raise [TransportFailure]
    def take(origin, settings, within)
      loop do
        connection = free([origin, settings.to_a.hash])
        return Connection.open(origin, settings, within) unless connection
        return connection unless connection.wire.stale?

        connection.close
      end
    end

    # Gives back a connection that is at the end of a response.
    def give(origin, settings, connection)
      connection.used = now
      surplus = @mutex.synchronize do
        idle = @idle[[origin, settings.to_a.hash]]
        next [connection] if @closed

        idle.push(connection)
        idle.size > MOST_IDLE ? idle.shift(1) : []
      end
      surplus.each(&:close)
    end

    # @raise [RequestError] when the client is closed
    def check
      raise RequestError, 'the client is closed' if @closed
    end

    def close
      idle = @mutex.synchronize do
        @closed = true
        @idle.values.flatten.tap { @idle.clear }
      end
      idle.each(&:close)
    end

    private

    # The connection that was used last; those that were idle too long are closed.
    def free(key)
      old = []
      @mutex.synchronize do
        forget_parent
        idle = @idle[key]
        old = idle.take_while { |connection| connection.used < now - LONGEST_IDLE }
        idle.shift(old.size)
        idle.pop
      end
    ensure
      old&.each(&:close)
    end

    # A child process must not write into the connections of its parent.
    def forget_parent
      return if @process == Process.pid

      @process = Process.pid
      @idle.clear
    end

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end
  end
end
