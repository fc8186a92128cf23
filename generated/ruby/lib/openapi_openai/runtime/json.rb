# frozen_string_literal: true

require 'json'
require_relative 'errors'
require_relative 'plain'

module OpenApiOpenAIClient::Runtime
  # JSON text to plain values, and values to JSON text.
  module Json
    # Deeper text is refused: it is an attack or a mistake.
    DEPTH = 1000
    BOM = "\uFEFF"

    # Bytes of lone halves of surrogate pairs: what JSON's parser makes of `\ud800`.
    SURROGATE = /\xED[\xA0-\xBF][\x80-\xBF]/n

    HIGH = /\\u[dD][89abAB]/
    PAIR_OR_HALF = /\\(?:u([dD][89abAB]\h\h)(\\u[dD][c-fC-F]\h\h)?|.)/m

    module_function

    # Hashes, Arrays, Strings, Integers (exact), Floats, booleans and nil from JSON text.
    #
    # @raise [Undecodable] with the place of the fault, without the text
    def parse(text)
      text = text.dup.force_encoding(Encoding::UTF_8) unless text.encoding == Encoding::UTF_8
      raise Undecodable, 'not JSON: invalid UTF-8 text' unless text.valid_encoding?

      # RFC 8259 §8.1: a reader may ignore a byte order mark.
      text = text.delete_prefix(BOM) if text.start_with?(BOM)
      # Looking for a fixed text first is twice as fast, and most texts have no such escape.
      text = halves_kept(text) if text.include?('\u') && HIGH.match?(text)
      JSON.parse(text, max_nesting: DEPTH)
    rescue JSON::NestingError
      raise Undecodable, 'not JSON: nested too deep'
    rescue JSON::ParserError
      raise Undecodable, 'not JSON'
    end

    # Text whose lone high halves of surrogate pairs are bytes: JSON's parser keeps those, and takes
    # escaped ones for question marks.
    def halves_kept(text)
      text.gsub(PAIR_OR_HALF) do |escape|
        next escape if Regexp.last_match(1).nil? || Regexp.last_match(2)

        half = Regexp.last_match(1).hex
        [0xED, 0x80 | ((half >> 6) & 0x3F), 0x80 | (half & 0x3F)].pack('C3').force_encoding(Encoding::UTF_8)
      end
    end

    # Compact JSON text of models, Hashes, Arrays, dates and scalars, mixed as one likes.
    #
    # @raise [Unencodable] with the JSON pointer of what JSON cannot hold
    def generate(value)
      generate_plain(Plain.of(value))
    end

    # The same for a value that is plain already.
    def generate_plain(value)
      JSON.generate(value, max_nesting: DEPTH)
    rescue JSON::NestingError
      raise Unencodable, "nested more than #{DEPTH} levels deep"
    rescue JSON::GeneratorError, EncodingError
      surrogates(value)
    end

    # The slow way, for texts with lone surrogates: JSON can write them, UTF-8 cannot.
    def surrogates(value)
      case value
      when Hash then "{#{value.map { |name, item| "#{surrogates(name)}:#{surrogates(item)}" }.join(',')}}"
      when Array then "[#{value.map { |item| surrogates(item) }.join(',')}]"
      when String then string(value)
      else JSON.generate(value)
      end
    rescue JSON::GeneratorError, EncodingError => e
      raise Unencodable, e.message[0, 200]
    end

    def string(text)
      pieces = text.b.split(/(#{SURROGATE})/n).map do |piece|
        next JSON.generate(piece.force_encoding(Encoding::UTF_8))[1..-2] unless SURROGATE.match?(piece)

        _, second, third = piece.bytes
        format('\\u%04x', 0xD000 | ((second & 0x3F) << 6) | (third & 0x3F))
      end
      "\"#{pieces.join}\""
    end
  end
end
