# frozen_string_literal: true

require_relative 'errors'

module OpenApiOpenAIClient::Runtime
  # Percent-encoding (RFC 3986 §2, RFC 6570 §3.2): which characters a value keeps, by its place.
  #
  # Every method takes any text and gives ASCII; decoding gives the text back.
  module Percent
    UNRESERVED = 'A-Za-z0-9\-._~'
    SUB_DELIMS = "!$&'()*+,;="

    # What a path segment may hold beside unreserved characters (RFC 3986 §3.3).
    PCHAR = "#{SUB_DELIMS}:@".freeze

    # What a path may hold, and a query (RFC 3986 §3.3, §3.4).
    PATH = "#{PCHAR}/".freeze
    QUERY = "#{PCHAR}/?".freeze

    # Reserved characters that a query may hold and that do not end the value: `#` would start a
    # fragment, `[` and `]` are illegal there, `&` and `+` mean something to whoever decodes.
    RESERVED_IN_QUERY = ":/?@!$'()*,;="

    # Cookie octets (RFC 6265 §4.1.1) without `%`, which must stay decodable.
    COOKIE = '!#$&\'()*+-./:<=>?@[]^_`{|}~'

    TRIPLET = /(%[0-9A-Fa-f]{2})/
    ENCODED = (0..255).to_h { |byte| [byte.chr.b, "%#{byte.to_s(16).upcase.rjust(2, '0')}".freeze] }.freeze
    # Compiled once per set of safe characters.
    UNSAFE = Hash.new { |known, safe| known[safe] = /[^#{UNRESERVED}#{Regexp.escape(safe.delete('-._~'))}]/n }

    module_function

    # Encodes all but unreserved characters: names and values of a query.
    def component(text)
      encode(text, '')
    end

    # Encodes for `allowReserved`: reserved characters and percent-triplets stay (RFC 6570
    # §3.2.3), but for those that would end the value.
    def reserved(text)
      around_triplets(text, RESERVED_IN_QUERY)
    end

    # Encodes a value of a path: `pchar` stays, but for the `delimiters` of its style.
    def segment(text, delimiters = '')
      encoded = encode(text, delimiters.empty? ? PCHAR : PCHAR.delete(delimiters))
      delimiters.include?('.') ? encoded.gsub('.', '%2E') : encoded
    end

    # The text of a path template: what is legal in a path stays, triplets too.
    def literal(text)
      around_triplets(text, PATH)
    end

    # The query part of a path template or a base URL: what is legal in a query stays.
    def literal_query(text)
      around_triplets(text, QUERY)
    end

    # Encodes a cookie's value: cookie octets stay.
    def cookie(text)
      encode(text, COOKIE)
    end

    # Encodes for `application/x-www-form-urlencoded`: a space becomes `+`.
    def form(text)
      # `~` is no character of the form's own set, but every decoder takes it.
      encode(text, ' *').tr(' ', '+')
    end

    # `text` decoded until nothing is left to decode.
    def decoded(text)
      text = text.b
      loop do
        # A chain of encoded percent signs is undone at once, so that the time stays linear.
        once = text.gsub(/%(?:25)+/, '%').gsub(/%\h\h/) { |triplet| triplet[1, 2].hex.chr }
        return text if once == text

        text = once
      end
    end

    def encode(text, safe)
      text = text.encode(Encoding::UTF_8) unless text.encoding == Encoding::UTF_8 || text.encoding == Encoding::BINARY
      unless text.encoding == Encoding::BINARY || text.valid_encoding?
        raise RequestError, 'a value holds bytes that are no UTF-8: it is no text'
      end

      text.b.gsub(UNSAFE[safe], ENCODED).force_encoding(Encoding::US_ASCII)
    rescue EncodingError
      raise RequestError, 'a value cannot be written as UTF-8'
    end

    def around_triplets(text, safe)
      return encode(text, safe) unless text.include?('%')

      text.split(TRIPLET, -1).map { |piece| TRIPLET.match?(piece) ? piece : encode(piece, safe) }.join
    end
  end
end
