# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # A media type or range (RFC 9110 §8.3.1): type and subtype in lower case, charset if it says.
  class MediaType
    PARAMETER = /;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/
    NAMES = { 'latin1' => Encoding::ISO_8859_1, 'latin-1' => Encoding::ISO_8859_1 }.freeze
    TEXTS = %w[xml javascript x-www-form-urlencoded yaml x-yaml].freeze

    attr_reader :type, :subtype, :charset

    # The media type of a header value; what is none becomes `/`.
    def self.parse(text)
      text = text.to_s
      type, _, subtype = text.partition(';').first.strip.downcase.partition('/')
      _, quoted, bare = text.scan(PARAMETER).find { |name, _, _| name.casecmp?('charset') }
      charset = (quoted&.gsub(/\\(.)/, '\1') || bare).to_s.downcase
      new(type, subtype, charset.empty? ? nil : charset)
    end

    def initialize(type, subtype, charset = nil)
      @type = type
      @subtype = subtype
      @charset = charset
      freeze
    end

    # Whether the bytes are one JSON text (RFC 6839 §3.1 for `+json`).
    def json?
      subtype == 'json' || subtype.end_with?('+json')
    end

    # Whether the bytes are for reading: text, XML, forms.
    def text?
      type == 'text' || TEXTS.include?(subtype) || subtype.end_with?('+xml', '+yaml')
    end

    # Whether `other` is this type, or falls into this range.
    def covers?(other)
      ['*', other.type].include?(type) && ['*', other.subtype].include?(subtype)
    end

    # How exact a range is: 2 for a type, 1 for `type/*`, 0 for `*/*`.
    def weight
      (type == '*' ? 0 : 1) + (subtype == '*' ? 0 : 1)
    end

    # The text of bytes in the charset; UTF-8 where it names none or one that is unknown.
    def decode(data)
      text = data.dup.force_encoding(encoding)
      text.encode(Encoding::UTF_8, invalid: :replace, undef: :replace, replace: "\uFFFD").scrub("\uFFFD")
    rescue EncodingError
      data.dup.force_encoding(Encoding::UTF_8).scrub("\uFFFD")
    end

    # @return [Encoding]
    def encoding
      NAMES.fetch(charset.to_s) { charset ? Encoding.find(charset) : Encoding::UTF_8 }
    rescue ArgumentError
      Encoding::UTF_8
    end

    def to_s
      "#{type}/#{subtype}"
    end
  end
end
