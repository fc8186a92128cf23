# frozen_string_literal: true

require 'zlib'
require_relative 'errors'

module OpenApiOpenAIClient::Runtime
  # The body of a response on its wire (RFC 9112 §6): where it ends, and what it says unpacked.
  # Each reader gives the next bytes, nil at the end.
  module Framing
    # The reader that goes with the head of a response.
    def self.of(wire, method, head)
      return Empty.new if method == 'HEAD' || [204, 304].include?(head.status)
      return Chunked.new(wire) if head.headers['transfer-encoding'].to_s.downcase.split(',').last&.strip == 'chunked'

      lengths = head.headers.get_all('content-length').flat_map { |text| text.split(',') }.map(&:strip).uniq
      return UntilClose.new(wire) if lengths.empty?
      return Length.new(wire, lengths.first.to_i) if lengths.size == 1 && lengths.first.match?(/\A\d+\z/)

      raise TransportFailure.new(:connection, 'the length of the response makes no sense')
    end

    # Unpacks what a content coding packed, as far as it is one of ours.
    def self.unpacked(reader, head)
      case head.headers['content-encoding'].to_s.strip.downcase
      when 'gzip', 'x-gzip', 'deflate' then Inflated.new(reader)
      else reader
      end
    end

    # No body.
    class Empty
      def next
        nil
      end

      def complete?
        true
      end

      def reusable?
        true
      end
    end

    # So many bytes.
    class Length
      def initialize(wire, length)
        @wire = wire
        @left = length
      end

      def next
        return if @left.zero?

        bytes = @wire.some([Wire::CHUNK, @left].min)
        raise TransportFailure.new(:connection, 'the server closed the connection too early') unless bytes

        @left -= bytes.bytesize
        bytes
      end

      def complete?
        @left.zero?
      end

      def reusable?
        true
      end
    end

    # All that comes.
    class UntilClose
      def initialize(wire)
        @wire = wire
        @ended = false
      end

      def next
        bytes = @wire.some unless @ended
        @ended = true if bytes.nil?
        bytes
      end

      def complete?
        @ended
      end

      def reusable?
        false
      end
    end

    # Chunks, each with its size before it.
    class Chunked
      def initialize(wire)
        @wire = wire
        @left = 0
        @first = true
        @ended = false
      end

      def next
        return if @ended

        open_chunk if @left.zero?
        return if @ended

        bytes = @wire.some([Wire::CHUNK, @left].min) || cut
        @left -= bytes.bytesize
        bytes
      end

      def complete?
        @ended
      end

      def reusable?
        true
      end

      private

      def open_chunk
        cut unless @first || line.empty?
        @first = false
        size = line[/\A\s*(\h{1,15})\s*(?:;|\z)/, 1] || cut
        @left = size.hex
        return unless @left.zero?

        nil until line.empty?
        @ended = true
      end

      def line
        @wire.line || cut
      end

      def cut
        raise TransportFailure.new(:connection, 'the server closed the connection too early')
      end
    end

    # A reader whose bytes are packed by gzip or deflate.
    class Inflated
      def initialize(reader)
        @reader = reader
        @inflate = Zlib::Inflate.new(Zlib::MAX_WBITS + 32)
        @first = true
        @any = false
      end

      # Bytes that say something: packed ones may give nothing for a while.
      def next
        until (packed = @reader.next).nil?
          @any = true
          bytes = inflate(packed)
          return bytes unless bytes.empty?
        end
        finish
      end

      def complete?
        @reader.complete?
      end

      def reusable?
        @reader.reusable?
      end

      private

      def inflate(packed)
        @inflate.inflate(packed)
      rescue Zlib::DataError
        broken unless @first

        # Some servers send deflate without the header of zlib.
        @inflate = Zlib::Inflate.new(-Zlib::MAX_WBITS)
        begin
          @inflate.inflate(packed)
        rescue Zlib::Error
          broken
        end
      rescue Zlib::Error
        broken
      ensure
        @first = false
      end

      def finish
        broken if @any && !@inflate.finished?
        nil
      end

      def broken
        raise TransportFailure.new(:encoding, 'the compression of the body is broken')
      end
    end
  end
end
