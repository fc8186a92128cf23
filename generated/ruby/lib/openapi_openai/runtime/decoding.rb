# frozen_string_literal: true

require_relative 'decodable'
require_relative 'media_type'

module OpenApiOpenAIClient::Runtime
  # Response bodies: which of the declared contents came, and what it says.
  module Decoding
    STREAMS = %i[event_stream json_lines].freeze
    UTF_8 = [nil, 'utf-8', 'utf8', 'us-ascii'].freeze

    module_function

    # The declared response for a status: exact, else its range, else `default`.
    def select(responses, status)
      [status.to_s, "#{status / 100}XX", 'DEFAULT'].each do |key|
        found = responses.reverse.find { |response| response.status.to_s.upcase == key }
        return found if found
      end
      nil
    end

    # The value of `Accept`: what the operation may answer.
    #
    # `streamed` is the media type of a stream when one is asked for; without it, streams are not
    # asked for where anything else is declared.
    def accepted(responses, streamed = nil)
      return streamed if streamed

      contents = responses.flat_map(&:contents)
      whole = contents.reject { |content| STREAMS.include?(content.payload) }
      contents = whole unless whole.empty?
      json, rest = contents.partition { |content| content.payload == :json }
      names = (json + rest).map(&:media_type).uniq
      names.empty? ? '*/*' : names.join(', ')
    end

    # Whether a response has no body by definition (RFC 9110 §6.4.1).
    def bodiless?(method, status)
      method == 'HEAD' || [204, 205, 304].include?(status)
    end

    # The value of a body.
    #
    # nil where the document declares no content for the status. A status that it does not declare
    # at all is decoded by its media type: JSON as plain values, text and bytes as String.
    #
    # @raise [Undecodable]
    def decode(response, content_type, data, strict)
      return plain(content_type, data) if response.nil?
      return if response.contents.empty?

      content = match(response.contents, content_type)
      unless content
        promised = response.contents.map(&:media_type).join(' or ')
        raise Undecodable, "the response is #{MediaType.parse(content_type)}, not #{promised}"
      end
      value(content, content_type, data, strict)
    end

    # The declared content for a content type: exact, else the narrowest range, else JSON for any
    # kind of JSON. A response without content type is taken for the first one.
    def match(contents, content_type)
      return contents.first if content_type.to_s.strip.empty?

      exact = contents.find { |content| content.media_type == content_type }
      return exact if exact

      came = MediaType.parse(content_type)
      declared = contents.map { |content| [MediaType.parse(content.media_type), content] }
      covering = declared.select { |type, _| type.covers?(came) }
      return covering.max_by { |type, _| type.weight }.last unless covering.empty?

      declared.find { |type, _| type.json? }&.last if came.json?
    end

    # A body by its media type alone.
    #
    # @raise [Undecodable] for broken JSON
    def plain(content_type, data)
      return if data.empty?

      type = MediaType.parse(content_type)
      return json(nil, type, data, false) if type.json?

      type.text? ? type.decode(data) : data
    end

    def value(content, content_type, data, strict)
      came = MediaType.parse(content_type || content.media_type)
      payload = content.payload
      return data if payload == :bytes
      return lines(content, came, data, strict) if payload == :json_lines
      return came.decode(data) unless payload == :json || (payload != :text && came.json?)
      raise Undecodable, 'the response is empty' if data.empty?

      json(content.type, came, data, strict)
    end

    def lines(content, came, data, strict)
      type = content.type
      data.split(/\r\n|\r|\n/n).reject { |line| line.strip.empty? }.map { |line| json(type, came, line, strict) }
    end

    def json(type, came, data, strict)
      data = came.decode(data) unless UTF_8.include?(came.charset)
      Decodable.decode(type, data, strict)
    rescue Undecodable => e
      raise Undecodable, "the response #{e.message.start_with?('not') ? 'is ' : ''}#{e.message}"
    end
  end
end
