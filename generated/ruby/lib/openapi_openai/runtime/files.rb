# frozen_string_literal: true

require 'pathname'
require_relative 'source'
require_relative 'media_names'

# A file of a multipart body with its name and type: `content` is a String (the bytes), something
# open to read, a Pathname, or chunks of bytes.
class OpenApiOpenAIClient::FilePart
  # @return [Object]
  attr_reader :content
  # @return [String, nil]
  attr_reader :filename
  # @return [String, nil]
  attr_reader :content_type
  # @return [Hash{String => String}] further header fields of the part
  attr_reader :headers

  def initialize(content, filename: nil, content_type: nil, headers: {})
    @content = content
    @filename = filename
    @content_type = content_type
    @headers = headers
    freeze
  end

  def inspect
    "#<#{self.class} filename=#{filename.inspect} content_type=#{content_type.inspect}>"
  end
end

module OpenApiOpenAIClient::Runtime
  FilePart = OpenApiOpenAIClient::FilePart

  # Files as callers give them: a String (the bytes), a Pathname (a file on disk), something open
  # to read, an Enumerable of chunks, or a FilePart.
  #
  # A String is never taken for a path: one from elsewhere must not make the client read the disk.
  module Files
    module_function

    # Whether a value cannot be anything but a file.
    def file?(value)
      # A model may have members called `read` or `path`.
      return false if value.is_a?(Model)

      value.is_a?(FilePart) || value.is_a?(Pathname) || value.respond_to?(:read) ||
        (value.is_a?(String) && value.encoding == Encoding::BINARY && !value.ascii_only?)
    end

    # The bytes behind a value.
    #
    # @raise [RequestError] for a path that cannot be read, and anything that has no bytes
    def source(value)
      case value
      when FilePart then source(value.content)
      when String then Source::Bytes.new(value)
      when Pathname then Source::Path.new(value.to_s)
      when Hash, Model then raise RequestError, "#{value.class} is no file"
      else
        return Source::Open.new(value) if value.respond_to?(:read)
        return Source::Parts.new(value) if value.respond_to?(:each)

        raise RequestError, "#{value.class} is no file: give a String with its bytes, a Pathname or something open"
      end
    end

    # The file name that a value has by itself.
    def name(value)
      case value
      when FilePart then value.filename || name(value.content)
      when Pathname then value.basename.to_s
      else
        path = value.path if value.respond_to?(:path)
        path.is_a?(String) ? File.basename(path) : nil
      end
    end

    # The media type that a caller gave.
    def media_type(value)
      value.content_type if value.is_a?(FilePart)
    end

    # The media type that goes with a file name, nil for an unknown ending.
    def guessed(name)
      name && MEDIA_NAMES[File.extname(name).delete_prefix('.').downcase]
    end
  end
end
