# frozen_string_literal: true

# Everything that Ruby warns of is a failure.
module Warning
  def self.warn(message, **)
    raise message if message.include?(File.expand_path('..', __dir__))
  end
end

$LOAD_PATH.unshift(File.join(__dir__, '..', 'lib'))
require 'minitest/autorun'
require 'openapi_openai'
require_relative 'support/server'

Client = OpenApiOpenAIClient
Runtime = Client::Runtime

# A clock that waits for nothing, and tells how long it was asked to wait.
class Watch < Runtime::Clock
  attr_reader :slept
  attr_accessor :wall, :chance

  def initialize
    super
    @slept = []
    @wall = 0.0
    @chance = 1.0
  end

  def sleep(seconds)
    @slept << seconds
  end

  def random
    @chance
  end
end
