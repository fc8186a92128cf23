# frozen_string_literal: true

require 'net/http'
require 'openssl'
require_relative 'wire'

module OpenApiOpenAIClient::Runtime
  # A connection to a server, made by Net::HTTP: address, TLS and proxy are its work.
  #
  # Requests and responses go over it in {Exchange}: Net::HTTP reads a body only into a block, limits
  # single reads instead of calls, and repeats requests on its own.
  class Connection < Net::HTTP
    # What a connection is made with, from a configuration.
    Settings = Struct.new(:proxy, :ssl_context, :ca_file, :verify_ssl)

    # When it was last used, on the monotonic clock.
    attr_accessor :used

    # @return [Wire]
    attr_reader :wire

    # @raise [TransportFailure]
    def self.open(origin, settings, within)
      raise TransportFailure.new(:timeout, 'the call took too long') if within&.zero?

      scheme, host, port = origin
      proxy = settings.proxy ? proxy_parts(settings.proxy) : [:ENV]
      connection = new(host.delete_prefix('[').delete_suffix(']'), port, *proxy)
      connection.prepare(scheme == 'https', settings)
      connection.establish(within)
      connection
    end

    def self.proxy_parts(url)
      parts = URI.parse(url)
      [parts.hostname, parts.port, parts.user && decoded(parts.user), parts.password && decoded(parts.password)]
    rescue URI::Error
      raise RequestError, 'the URL of the proxy is no URL'
    end

    def self.decoded(text)
      URI.decode_www_form_component(text.gsub('+', '%2B'))
    end
    private_class_method :proxy_parts, :decoded

    def prepare(secure, settings)
      self.max_retries = 0
      self.use_ssl = secure
      return unless secure

      self.verify_mode = settings.verify_ssl ? OpenSSL::SSL::VERIFY_PEER : OpenSSL::SSL::VERIFY_NONE
      self.ca_file = settings.ca_file if settings.ca_file
      adopt(settings.ssl_context) if settings.ssl_context
    end

    def establish(within)
      self.open_timeout = within
      self.ssl_timeout = within
      self.read_timeout = within
      start
      @wire = Wire.new(@socket.io)
      @socket.io.sync = true
    rescue Net::OpenTimeout, Net::ReadTimeout, Errno::ETIMEDOUT
      raise TransportFailure.new(:timeout, 'connecting took too long')
    rescue SystemCallError, SocketError, IOError, OpenSSL::SSL::SSLError, Net::ProtocolError => e
      raise TransportFailure.new(:connection, "the connection failed: #{e.message}")
    end

    # The target of a request line: with a proxy and without TLS, the whole URL.
    def target(url, path)
      proxy? && !use_ssl? ? url : path
    end

    # The field that a proxy without TLS wants to see.
    def proxy_fields
      return [] unless proxy? && !use_ssl? && proxy_user

      [['Proxy-Authorization', "Basic #{["#{proxy_user}:#{proxy_pass}"].pack('m0')}"]]
    end

    def close
      wire&.close
    end

    def inspect
      "#<#{self.class} #{address}:#{port}>"
    end

    private

    # A context of the caller's: Net::HTTP makes its own from these attributes.
    def adopt(context)
      self.verify_mode = context.verify_mode if context.verify_mode
      { cert: :cert, key: :key, ca_file: :ca_file, ca_path: :ca_path, cert_store: :cert_store,
        verify_callback: :verify_callback, verify_depth: :verify_depth }.each do |theirs, ours|
        value = context.public_send(theirs)
        public_send(:"#{ours}=", value) unless value.nil?
      end
    end
  end
end
