# frozen_string_literal: true

require 'uri'
require_relative 'percent'

module OpenApiOpenAIClient::Runtime
  # URLs of calls: base, path and query, and the rules that keep a call at its origin.
  module Url
    HOLE = /\{([^{}]*)\}/
    ILLEGAL = /[\x00-\x20\x7f\\]/
    PARTS = %r{\A(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?\z}i
    PORTS = { 'http' => 80, 'https' => 443 }.freeze

    # A base URL in its parts: `path` without a trailing slash, `query` without the `?`.
    class Base
      attr_reader :origin, :path, :query

      def initialize(origin, path, query)
        @origin = origin
        @path = path
        @query = query
        @parts = Url.origin(origin)
        freeze
      end

      # The URL of a path (which starts with a slash or is empty) and a query, both encoded.
      #
      # @raise [RequestError] should the result have another origin
      def join(path, query)
        both = [self.query, query].reject(&:empty?).join('&')
        url = "#{origin}#{self.path}#{path}#{"?#{both}" unless both.empty?}"
        return url if Url.origin(url) == @parts

        raise RequestError, 'the URL of the call would leave the configured origin'
      end
    end

    module_function

    # Splits and checks a base URL.
    #
    # @raise [RequestError] for one that is not absolute, has credentials (they belong into the
    #   configuration) or a fragment, or holds characters that no URL holds
    def base(url)
      found = PARTS.match(url.to_s)
      if found.nil? || ILLEGAL.match?(url) || authority(found[2]).nil?
        raise RequestError, 'the base URL has to start with https:// or http:// and a host: set `host`'
      end
      raise RequestError, 'the base URL holds credentials: set `username` and `password`' if found[2].include?('@')
      raise RequestError, 'the base URL holds a fragment' if found[5]

      path = Percent.literal(found[3].sub(%r{/+\z}, ''))
      Base.new("#{found[1].downcase}://#{found[2]}", path, Percent.literal_query(found[4].to_s))
    end

    # Scheme, host and port of an absolute URL (RFC 6454 §4); nil for what is none.
    def origin(url)
      found = PARTS.match(url) or return
      host, port = authority(found[2].rpartition('@').last)
      host && [found[1].downcase, host, port || PORTS[found[1].downcase]]
    end

    # Host in lower case and port (nil where there is none) of an authority.
    def authority(text)
      found = /\A(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::(\d*))?\z/.match(text.rpartition('@').last) or return
      return if found[2].to_i > 65_535

      [found[1].downcase, found[2].to_s.empty? ? nil : found[2].to_i]
    end

    # Path and query of an absolute URL, as they stand in a request.
    def target(url)
      found = PARTS.match(url)
      path = found[3].empty? ? '/' : found[3]
      found[4] ? "#{path}?#{found[4]}" : path
    end

    # The URL of a server with its variables filled in.
    #
    # @raise [RequestError] for a value that the document does not list
    def server(server, chosen)
      server.variables.reduce(server.url) do |url, variable|
        value = chosen.fetch(variable.name) { chosen.fetch(variable.name.to_sym, variable.default) }.to_s
        unless variable.values.empty? || variable.values.include?(value)
          raise RequestError, "the server variable #{variable.name.inspect} is one of #{variable.values.join(', ')}"
        end

        url.gsub("{#{variable.name}}") { value }
      end
    end

    # Fills a path template with encoded texts; gives path and query.
    #
    # A fragment of the template is dropped: it never travels (RFC 9110 §4.2).
    #
    # @raise [RequestError] for a hole without a text, and for a segment that is or decodes to `.`
    #   or `..`
    def expand(template, texts)
      path, _, query = template.split('#', 2).first.to_s.partition('?')
      path = "/#{path}" unless path.empty? || path.start_with?('/')
      return [Percent.literal(path), Percent.literal_query(query)] unless template.include?('{')

      filled = fill(path, texts) { |literal| Percent.literal(literal) }
      path.split('/', -1).zip(filled.split('/', -1)) do |original, segment|
        refuse_dots(segment.to_s, original.scan(HOLE).flatten) if HOLE.match?(original)
      end
      [filled, fill(query, texts) { |literal| Percent.literal_query(literal) }]
    end

    def fill(template, texts)
      template.split(HOLE, -1).each_with_index.map do |piece, index|
        next yield(piece) if index.even?

        texts.fetch(piece) { raise RequestError, "the path parameter #{piece.inspect} needs a value" }
      end.join
    end

    def refuse_dots(segment, names)
      decoded = Percent.decoded(segment)
      # Some servers cut a segment at its first semicolon before they resolve dots.
      return unless ['.', '..'].include?(decoded) || ['.', '..'].include?(decoded.partition(';').first)

      which = names.map(&:inspect).join(' and ')
      raise RequestError, "the path parameter #{which} makes a segment `.` or `..`: it is refused"
    end

    # Where a redirect leads, nil where it leaves the origin or is no URL.
    def redirected(url, location)
      target = join(url, location)
      return if target.nil? || ILLEGAL.match?(target) || PARTS.match(target).nil?
      return if PARTS.match(target)[2].include?('@') || origin(target) != origin(url)

      target.partition('#').first
    end

    # A reference resolved against a URL (RFC 3986 §5); nil for what is none.
    def join(url, reference)
      URI.join(url, reference).to_s
    rescue URI::Error, ArgumentError
      nil
    end

    # A URL for messages and `inspect`: without user information and query.
    def shown(url)
      url.to_s.sub(%r{//[^/?#]*@}, '//').partition('?').first.partition('#').first
    end
  end
end
