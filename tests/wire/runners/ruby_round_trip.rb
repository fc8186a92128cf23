# frozen_string_literal: true

# Values through a Ruby client: `ruby -w ruby_round_trip.rb FOLDER GEM`, one JSON line each.
#
# FOLDER holds a generated client; tests/support/round_trip.py tells the protocol.

require 'json'

before = Object.constants
folder, gem = ARGV
$LOAD_PATH.unshift(File.join(folder, 'lib'))
require gem
CLIENT = (Object.constants - before).map { |name| Object.const_get(name) }.find do |each|
  each.is_a?(Module) && each.const_defined?(:ApiError, false)
end

def back(question)
  name, text, strict = question.values_at('type', 'text', 'strict')
  value = CLIENT.const_get(name, false).from_json(text, strict:)
  { text: CLIENT::Runtime::Json.generate(value) }
rescue StandardError => e
  { error: e.full_message(highlight: false) }
end

$stdin.each_line { |line| $stdout.puts(JSON.generate(back(JSON.parse(line)))) }
