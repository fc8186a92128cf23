# frozen_string_literal: true

require_relative 'errors'

module OpenApiOpenAIClient::Runtime
  # Where the bytes of a request body come from, and whether they can be sent twice. `length` is
  # nil when it is not known before; `each_chunk` gives the bytes from their start.
  module Source
    CHUNK = 65_536

    # Reads up to `length` bytes: a file that grows meanwhile must not break the framing.
    def self.read(io, length)
      left = length
      while left.nil? || left.positive?
        chunk = reading { io.read([CHUNK, left].compact.min) }
        if chunk.nil? || chunk.empty?
          raise RequestError, 'the file became shorter while it was sent' if left

          return
        end
        left -= chunk.bytesize if left
        yield chunk.b
      end
    end

    # Runs a block that reads a file: only its failures are those of the file, not those of the
    # connection that the bytes go to.
    def self.reading
      yield
    rescue SystemCallError, IOError => e
      raise RequestError, "the file cannot be read: #{e.message}"
    end

    # Bytes in memory.
    class Bytes
      attr_reader :data

      def initialize(data)
        @data = data.b
      end

      def length
        data.bytesize
      end

      def replayable?
        true
      end

      def each_chunk
        yield data
      end
    end

    # A file on disk, opened anew for each attempt and read in chunks.
    class Path
      attr_reader :length

      def initialize(path)
        @path = path
        @length = Source.reading { File.stat(path).size }
      end

      def replayable?
        true
      end

      def each_chunk(&block)
        file = Source.reading { File.open(@path, 'rb') }
        Source.read(file, length, &block)
      ensure
        file&.close
      end
    end

    # Something open to read, from where it stands; one that can seek is rewound for each attempt.
    class Open
      attr_reader :length

      def initialize(io)
        @io = io
        @start = position
        @length = @start && (@io.size - @start)
        @spent = false
      end

      def replayable?
        !@start.nil?
      end

      def each_chunk(&block)
        raise RequestError, 'the file cannot be read twice' if @spent && !replayable?

        @spent = true
        Source.reading { @io.seek(@start) } if replayable?
        Source.read(@io, length, &block)
      end

      private

      # Where it stands; nil for a pipe, a socket, or something that only has `read`.
      def position
        return unless @io.respond_to?(:seek) && @io.respond_to?(:pos) && @io.respond_to?(:size)

        Source.reading do
          @io.pos
        rescue SystemCallError
          nil
        end
      end
    end

    # Chunks that somebody else makes; an Array of them can be sent again.
    class Parts
      def initialize(parts)
        @parts = parts
        @spent = false
      end

      def length
        nil
      end

      def replayable?
        @parts.is_a?(Array)
      end

      def each_chunk
        raise RequestError, 'the content cannot be read twice' if @spent && !replayable?

        @spent = true
        @parts.each do |part|
          raise RequestError, "the content gave #{part.class} instead of text or bytes" unless part.is_a?(String)

          yield part.b unless part.empty?
        end
      end
    end

    # Sources one after the other: a multipart body.
    class Joined
      attr_reader :length

      def initialize(sources)
        @sources = sources
        lengths = sources.map(&:length)
        @length = lengths.include?(nil) ? nil : lengths.sum
      end

      def replayable?
        @sources.all?(&:replayable?)
      end

      def each_chunk(&block)
        @sources.each { |source| source.each_chunk(&block) }
      end
    end
  end
end
