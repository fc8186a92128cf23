# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # A successful response.
  class ApiResponse
    # @return [Object] the decoded body
    attr_reader :data
    # @return [Integer]
    attr_reader :status_code
    # @return [Headers]
    attr_reader :headers

    def initialize(data, status_code, headers)
      @data = data
      @status_code = status_code
      @headers = headers
    end

    # Data, status code and headers: what the methods with HTTP info return.
    def to_a
      [data, status_code, headers]
    end

    def inspect
      "#<#{self.class} #{status_code} #{data.inspect}>"
    end
  end
end
