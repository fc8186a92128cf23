# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # Where time and chance come from. `monotonic` and `wall` give seconds, `wall` since the epoch;
  # a test overrides these methods and waits for nothing.
  class Clock
    def monotonic
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    def wall
      Process.clock_gettime(Process::CLOCK_REALTIME)
    end

    def sleep(seconds)
      Kernel.sleep(seconds)
    end

    # A number from 0 up to 1.
    def random
      Kernel.rand
    end
  end

  # The moment at which something has to be over; never where `seconds` is nil.
  class Deadline
    def initialize(clock, seconds)
      @clock = clock
      @end = seconds && (clock.monotonic + seconds)
    end

    # Seconds left, never below 0; nil when there is no end.
    def remaining
      @end && [0.0, @end - @clock.monotonic].max
    end

    # Whether waiting that long leaves time for anything after it.
    def allows?(seconds)
      left = remaining
      left.nil? || seconds < left
    end
  end
end
