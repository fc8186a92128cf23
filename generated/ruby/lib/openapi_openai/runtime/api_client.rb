# frozen_string_literal: true

require_relative 'attempts'
require_relative 'options'
require_relative 'stream'

# A client: it keeps connections alive, reuses them, and may be shared between threads.
#
#   ApiClient.open(Configuration.new(access_token: '…')) do |client|
#     api = SomeApi.new(client)
#   end
class OpenApiOpenAIClient::ApiClient
  # @return [Configuration]
  attr_reader :configuration

  # @private
  attr_reader :pool, :tokens

  class << self
    # The client that API classes use when they are given none; its configuration is that of
    # `configure`.
    #
    # @return [ApiClient]
    def default
      LOCK.synchronize { @default ||= new }
    end

    # Uses this client by default; nil makes a new one when it is needed.
    def default=(client)
      LOCK.synchronize { @default = client }
    end

    # A client for the time of a block.
    #
    # @return [Object] what the block gives; the client itself without a block
    def open(configuration = OpenApiOpenAIClient.configuration)
      client = new(configuration)
      return client unless block_given?

      begin
        yield client
      ensure
        client.close
      end
    end
  end

  # @param configuration [Configuration]
  def initialize(configuration = OpenApiOpenAIClient.configuration)
    @configuration = configuration
    @pool = OpenApiOpenAIClient::Runtime::Pool.new
    @tokens = OpenApiOpenAIClient::Runtime::Tokens.new
  end

  # Makes a call: what the generated methods do.
  #
  # @return [Runtime::ApiResponse]
  # @raise [ApiError]
  def call(operation, values, body = nil, options = {})
    @pool.check
    OpenApiOpenAIClient::Runtime::Attempts.new(self, settled(operation, values, body, options)).run
  end

  # Makes a streamed call; it returns when the head of the response has come.
  #
  # @return [Runtime::Stream]
  # @raise [ApiError]
  def stream(operation, values, body = nil, options = {})
    @pool.check
    call = settled(operation.operation, values, body, options, operation)
    OpenApiOpenAIClient::Runtime::Stream.open(self, call)
  end

  # What connections are made with.
  #
  # @private
  def transport
    OpenApiOpenAIClient::Runtime::Connection::Settings.new(
      configuration.proxy, configuration.ssl_context, configuration.ca_file, configuration.verify_ssl
    )
  end

  # Closes all connections; the client cannot be used after it.
  def close
    @pool.close
  end

  def inspect
    "#<#{self.class} #{configuration.inspect}>"
  end
  alias to_s inspect

  private

  def settled(operation, values, body, options, stream = nil)
    options = OpenApiOpenAIClient::Runtime::Options.new(configuration, options)
    OpenApiOpenAIClient::Runtime::Call.new(operation, values, body, options, stream)
  end

  LOCK = Mutex.new
  private_constant :LOCK
end
