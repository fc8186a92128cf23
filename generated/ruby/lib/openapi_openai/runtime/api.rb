# frozen_string_literal: true

require_relative 'api_client'
require_relative 'pages'

module OpenApiOpenAIClient::Runtime
  # The base of the API classes: operations that belong together.
  #
  # Its own methods start with an underscore: no operation is called so.
  class Api
    # @return [ApiClient]
    attr_reader :api_client

    # @param api_client [ApiClient] by default the one that `configure` configures
    def initialize(api_client = OpenApiOpenAIClient::ApiClient.default)
      @api_client = api_client
    end

    def inspect
      "#<#{self.class} #{api_client.inspect}>"
    end

    private

    def _call(operation, values, body, options)
      @api_client.call(operation, values, body, options)
    end

    def _stream(operation, values, body, options, &block)
      stream = @api_client.stream(operation, values, body, options)
      return stream unless block

      stream.each(&block)
      nil
    end

    def _all(operation, values, body, options, pages, &block)
      items = Enumerator.new do |found|
        asked = values
        while asked
          page = _call(operation, asked, body, options).data
          pages.of(page).each { |item| found << item }
          asked = pages.following(page, asked)
        end
      end
      return items unless block

      items.each(&block)
      nil
    end
  end
end
