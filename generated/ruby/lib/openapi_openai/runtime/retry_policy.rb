# frozen_string_literal: true

require_relative 'http_date'

module OpenApiOpenAIClient::Runtime
  # Whether to try again, and when.
  class RetryPolicy
    RETRIED = [408, 409, 429].freeze
    NUMBER = /\A(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\z/
    FIRST_DELAY = 0.5
    LONGEST_DELAY = 8.0

    attr_reader :max_retries

    # `replayable` is false for a body that can be sent only once: then nothing is repeated.
    def initialize(max_retries, max_retry_after, replayable: true)
      @max_retries = max_retries
      @max_retry_after = max_retry_after
      @replayable = replayable
    end

    # Seconds to wait after the failure of `attempt` (the first is 0), nil to give up.
    #
    # Without headers no response came. A wait above the limit gives up: waiting less would only
    # be refused again.
    def delay(attempt, clock, status = nil, headers = nil)
      return if attempt >= @max_retries || !@replayable
      return if status && !self.class.retry?(status, headers['x-should-retry'])

      asked = headers && self.class.retry_after(headers, clock.wall)
      return asked <= @max_retry_after ? asked : nil if asked

      self.class.backoff(attempt, clock.random)
    end

    # Whether a status is worth another attempt; the server's advice wins.
    def self.retry?(status, advice = nil)
      case advice.to_s.strip.downcase
      when 'true' then true
      when 'false' then false
      else RETRIED.include?(status) || (500..599).cover?(status)
      end
    end

    # `min(0.5·2ⁿ, 8)` seconds times 0.75 to 1, by a `chance` from 0 to 1.
    def self.backoff(attempt, chance)
      [FIRST_DELAY * (2**[attempt, 10].min), LONGEST_DELAY].min * (0.75 + (0.25 * chance))
    end

    # Seconds that the server asks to wait: `retry-after-ms`, else `Retry-After` as seconds or as
    # an HTTP date, against the response's `Date` or, without one, `now`. Never negative; nil for
    # what is absent or no such value.
    def self.retry_after(headers, now)
      milliseconds = number(headers['retry-after-ms'])
      return milliseconds / 1000 if milliseconds

      text = headers['retry-after']
      seconds = number(text)
      return seconds if seconds

      moment = text && HttpDate.parse(text, now)
      moment && [0.0, moment - (HttpDate.parse(headers['date'], now) || now)].max
    end

    def self.number(text)
      return unless text && NUMBER.match?(text.strip)

      value = text.strip.to_f
      value.finite? ? value : nil
    end
  end
end
