# frozen_string_literal: true

require_relative 'api_client'

module OpenApiOpenAIClient::Runtime
  # What the root module of the package offers itself: the configuration that is used by default.
  module Package
    # The configuration of the default client; made from the environment when first asked for.
    #
    # @return [Configuration]
    def configuration
      LOCK.synchronize { @configuration ||= self::Configuration.new }
    end

    # Changes the configuration of the default client.
    #
    # @yieldparam configuration [Configuration]
    # @return [Configuration]
    def configure
      yield configuration if block_given?
      configuration
    end

    # @private
    LOCK = Mutex.new
    private_constant :LOCK
  end
end
