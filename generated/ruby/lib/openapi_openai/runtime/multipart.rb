# frozen_string_literal: true

require 'securerandom'
require_relative 'fields'
require_relative 'files'
require_relative 'json'
require_relative 'operation'

module OpenApiOpenAIClient::Runtime
  # `multipart/form-data` (RFC 7578, OpenAPI 3.1 §4.8.14.3): parts, their headers, their bytes.
  module Multipart
    OCTETS = 'application/octet-stream'

    module_function

    # A boundary that no content holds, but by a chance of 2⁻¹²⁸.
    def boundary
      SecureRandom.hex(16)
    end

    # The body of members: one part each, an Array one part per item; nil is left out.
    #
    # `parts` say how members are written; one without an entry goes by its value: a file as a
    # file, an object as JSON, a scalar as text. Files are read when they are sent.
    def source(members, parts, mark)
      pieces = members.flat_map do |name, value|
        part = parts.find { |each| each.name == name } || Part.new(name, :text)
        items(part, value).flat_map { |item| ["--#{mark}\r\n".b, *part(part, item), "\r\n".b] }
      end
      Source::Joined.new(joined([*pieces, "--#{mark}--\r\n".b]))
    end

    def items(part, value)
      return [value].compact unless value.is_a?(Array)

      # An array goes item by item (§4.8.14.4) but where its part as a whole is declared as JSON.
      part.payload == :json && part.media_type && !part.explode ? [value] : value.compact
    end

    # Header and content of a part: Strings and sources.
    def part(part, value)
      return file(part, value) if part.payload == :bytes || Files.file?(value)

      plain = Plain.of(value)
      if part.payload == :json || plain.is_a?(Hash) || plain.is_a?(Array)
        return [head(part.name, nil, part.media_type || 'application/json'), Json.generate_plain(plain).b]
      end

      [head(part.name, nil, part.media_type), ScalarText.of(plain).b]
    end

    def file(part, value)
      name = Files.name(value)
      headers = value.is_a?(FilePart) ? value.headers : {}
      # A part without a file name is a field (RFC 7578 §4.2): servers then see no file.
      [head(part.name, name || part.name, media_type(part, value, name) || OCTETS, headers), Files.source(value)]
    end

    # The type of a file: the caller's, else the document's where it names just one (which
    # `application/octet-stream` does not: it is what every file has by default).
    def media_type(part, value, name)
      declared = part.media_type
      vague = declared.nil? || declared == OCTETS || declared.include?(',') || declared.include?('*')
      Files.media_type(value) || (vague ? Files.guessed(name) : declared)
    end

    def head(name, file_name, media_type, headers = {})
      disposition = "form-data; name=\"#{quoted(name)}\""
      disposition += "; filename=\"#{quoted(file_name)}\"" if file_name
      fields = [['Content-Disposition', disposition.b]]
      fields << Fields.header('Content-Type', media_type) if media_type
      headers.each do |key, value|
        if %w[content-disposition content-type].include?(key.to_s.downcase)
          raise RequestError, "the part #{name.inspect} has its #{key} from name and type"
        end

        fields << Fields.header(key, value)
      end
      "#{fields.map { |key, value| "#{key}: ".b + value + "\r\n".b }.join}\r\n".b
    end

    # A name inside quotes, as browsers write it (WHATWG HTML, multipart encoding).
    def quoted(text)
      text.gsub(/[\r\n"]/, "\r" => '%0D', "\n" => '%0A', '"' => '%22')
    end

    # Joins neighbours in memory, so that a small form is one write.
    def joined(pieces)
      pieces.map { |piece| piece.is_a?(Source::Bytes) ? piece.data : piece }
            .chunk_while { |left, right| left.is_a?(String) && right.is_a?(String) }
            .flat_map { |group| group.first.is_a?(String) ? [Source::Bytes.new(group.join)] : group }
    end
  end
end
