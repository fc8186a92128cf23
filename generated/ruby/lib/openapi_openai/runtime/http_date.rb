# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # HTTP dates (RFC 9110 §5.6.7) in their three forms.
  module HttpDate
    MONTHS = %w[jan feb mar apr may jun jul aug sep oct nov dec].freeze
    MONTH = "(?<month>#{MONTHS.join('|')})".freeze
    TIME = '(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})'
    FORMS = [
      /\A[a-z]{3}, (?<day>\d{2}) #{MONTH} (?<year>\d{4}) #{TIME} GMT\z/i,
      /\A[a-z]{6,9}, (?<day>\d{2})-#{MONTH}-(?<year>\d{2}) #{TIME} GMT\z/i,
      /\A[a-z]{3} #{MONTH} (?<day>[ \d]\d) #{TIME} (?<year>\d{4})\z/i
    ].freeze

    module_function

    # Seconds since the epoch, nil for what is no HTTP date.
    #
    # `now` (seconds since the epoch) settles the century of a two-digit year: a date that seems
    # more than 50 years ahead is in the past.
    def parse(text, now)
      found = FORMS.lazy.filter_map { |form| form.match(text.to_s.strip) }.first
      found && moment(found, now)
    end

    def moment(found, now)
      year = century(found[:year].to_i, now)
      month = MONTHS.index(found[:month].downcase) + 1
      day = found[:day].to_i
      # A leap second is the end of its minute for our purpose.
      time = Time.utc(year, month, day, found[:hour].to_i, found[:minute].to_i, [found[:second].to_i, 59].min)
      # Time takes the 31st of June for the 1st of July.
      time.to_f if time.day == day && time.month == month
    rescue ArgumentError
      nil
    end

    def century(year, now)
      return year if year >= 100

      current = Time.at(now).utc.year
      year += current / 100 * 100
      year > current + 50 ? year - 100 : year
    end
  end
end
