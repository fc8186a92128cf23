# frozen_string_literal: true

require 'date'

module OpenApiOpenAIClient::Runtime
  # A date-time that was decoded: a Time that remembers the text it came from.
  #
  # Encoding it gives that text again: the same offset, the same digits of the fraction. What is
  # computed from it is a time of its own, without a remembered text.
  class Timestamp < Time
    FORM = /\A(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:[Zz]|([+-]\d{2}:\d{2}))\z/
    DAY = /\A\d{4}-\d{2}-\d{2}\z/

    class << self
      # Reads a date-time (RFC 3339 §5.6), nil for what is none.
      def read(text)
        found = FORM.match(text) or return
        year, month, day, hour, minute, second = found.captures.first(6).map { |digits| Integer(digits, 10) }
        # Time takes the 30th of February for the 1st of March.
        return unless Date.valid_date?(year, month, day)

        seconds = found[7] ? second + "0#{found[7]}".to_r : second
        new(year, month, day, hour, minute, seconds, found[8] || 'UTC').remember(text)
      rescue ArgumentError
        nil
      end

      # Reads a full-date (RFC 3339 §5.6), nil for what is none. Its text is always its ISO form.
      def read_date(text)
        DAY.match?(text) ? Date.iso8601(text) : nil
      rescue ArgumentError
        nil
      end

      # The RFC 3339 text of a Time or DateTime, with its offset.
      def text(value)
        return value.text if value.is_a?(Timestamp)

        value = value.to_time if value.is_a?(DateTime)
        fraction = value.subsec.zero? ? '' : fraction(value.subsec)
        value = value.getutc unless (value.utc_offset % 60).zero?
        value.strftime("%Y-%m-%dT%H:%M:%S#{fraction}#{value.utc? ? 'Z' : '%:z'}")
      end

      private

      # At least milliseconds, at most nanoseconds: what was computed may never end.
      def fraction(subsec)
        digits = format('%09d', (subsec * 1_000_000_000).floor)
        ".#{digits.sub(/(?:000|000000)\z/, '')}"
      end
    end

    # @return [String] the text on the wire
    def text
      @text || self.class.text(Time.at(self, in: utc? ? 'UTC' : utc_offset))
    end

    # @private
    def remember(text)
      @text = text.dup.freeze
      self
    end

    def inspect
      text
    end
    alias to_s inspect

    def to_json(*args)
      text.to_json(*args)
    end
  end
end
