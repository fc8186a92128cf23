# frozen_string_literal: true

require_relative 'files'
require_relative 'media_type'
require_relative 'multipart'
require_relative 'parameters'

module OpenApiOpenAIClient::Runtime
  # Request bodies: the caller's value, in the media type that the operation takes.
  module Bodies
    # A body ready to be sent, with its content type; both nil where there is none.
    Built = Struct.new(:source, :content_type)

    module_function

    # The body of a request. `media_type` chooses among several, the default is the first JSON
    # one; `extra` are members to add to an object.
    #
    # @raise [RequestError] for a missing body, a media type that the operation does not take, or a
    #   value that cannot be written in it
    def build(body, value, media_type, extra)
      if body.nil? || body.contents.empty?
        raise RequestError, 'the operation takes no body' unless value.nil? && extra.empty?

        return Built.new
      end
      if value.nil? && !body.nullable
        raise RequestError, 'the operation needs a body' if body.required && extra.empty?
        return Built.new if extra.empty?

        value = {}
      end
      content, sent_as = choose(body.contents, value, media_type)
      public_send(content.payload, content, sent_as, value, Plain.members(extra))
    end

    def choose(contents, value, media_type)
      if media_type
        asked = MediaType.parse(media_type)
        found = contents.find { |content| MediaType.parse(content.media_type).covers?(asked) }
        return found, media_type if found

        raise RequestError, "the operation takes #{contents.map(&:media_type).join(', ')}, not #{media_type.inspect}"
      end
      chosen = contents.find { |content| content.payload == :json } || contents.first
      chosen = contents.find { |content| content.payload == :bytes } || chosen if Files.file?(value)
      [chosen, chosen.media_type]
    end

    def json(_content, sent_as, value, extra)
      # JSON is what every range of types is taken for.
      sent_as = 'application/json' if sent_as.include?('*')
      plain = Plain.of(value)
      unless extra.empty?
        object(plain.is_a?(Hash))
        plain = plain.merge(Plain.of(extra))
      end
      Built.new(Source::Bytes.new(Json.generate_plain(plain)), sent_as)
    end

    def json_lines(_content, sent_as, value, extra)
      object(extra.empty?)
      unless value.respond_to?(:each) && !value.is_a?(Hash) && !value.is_a?(Model)
        raise RequestError, 'the body is a list of values, one per line'
      end

      Built.new(Source::Bytes.new(value.map { |item| "#{Json.generate(item)}\n" }.join), sent_as)
    end

    def text(_content, sent_as, value, extra)
      object(extra.empty?)
      plain = Plain.of(value)
      if plain.nil? || Parameters.composite?(plain)
        raise RequestError, "the body is text, not #{value.class}"
      end
      return Built.new(Source::Bytes.new(plain), sent_as) if plain.is_a?(String) && plain.encoding == Encoding::BINARY

      Built.new(Source::Bytes.new(encoded(ScalarText.of(plain), MediaType.parse(sent_as).charset)), sent_as)
    end

    def encoded(text, charset)
      text.encode(charset || Encoding::UTF_8)
    rescue EncodingError
      raise RequestError, "the body cannot be written as #{charset}"
    end

    def bytes(_content, sent_as, value, extra)
      object(extra.empty?)
      if sent_as.include?('*')
        sent_as = Files.media_type(value) || Files.guessed(Files.name(value)) || Multipart::OCTETS
      end
      Built.new(Files.source(value), sent_as)
    end

    def form(content, sent_as, value, extra)
      pieces = Plain.members(value).merge(extra).flat_map do |name, member|
        part = content.parts.find { |each| each.name == name } || Part.new(name, :json)
        Parameters.form(part, Plain.of(member))
      end
      Built.new(Source::Bytes.new(pieces.join('&')), sent_as)
    end

    def multipart(content, sent_as, value, extra)
      mark = Multipart.boundary
      source = Multipart.source(Plain.members(value).merge(extra), content.parts, mark)
      essence = sent_as.partition(';').first.strip
      essence = 'multipart/form-data' if essence.include?('*')
      Built.new(source, "#{essence}; boundary=#{mark}")
    end

    def event_stream(*)
      raise RequestError, 'a stream of events cannot be sent'
    end

    def object(given)
      raise RequestError, '`extra_body` needs a body that is an object' unless given
    end
  end
end
