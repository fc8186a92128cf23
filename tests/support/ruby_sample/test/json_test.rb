# frozen_string_literal: true

require 'time'
require_relative 'helper'

class JsonTest < Minitest::Test
  def parse(text)
    Runtime::Json.parse(text)
  end

  def generate(value)
    Runtime::Json.generate(value)
  end

  def test_round_trip_of_texts
    [
      '{"a":[1,-9223372036854775808,18446744073709551615,123456789012345678901234567890]}',
      '[1.0,0.1,1.5,-0.0,true,false,null]', '"\u2028 é 😀 \" \\\\"', '""', '[]', '{}', '"\u0000"'
    ].each do |text|
      assert_equal parse(text), parse(generate(parse(text)))
    end
    assert_equal '[1,1.0]', generate(parse('[1,1.0]'))
  end

  def test_lone_surrogates_are_kept
    text = '["a\ud800b\udfff","\\\\ud800","\ud800\ud83d\ude00",{"\udc00":1}]'
    assert_equal text.sub('\ud83d\ude00', '😀'), generate(parse(text))
  end

  def test_what_is_no_json_is_refused_without_its_text
    ['{', '', '{"secret": sesame}', "\"\xff\"", 'NaN', "#{'[' * 2000}#{']' * 2000}"].each do |text|
      error = assert_raises(Runtime::Undecodable) { parse(text) }
      refute_includes error.message, 'sesame'
    end
  end

  def test_a_byte_order_mark_is_no_part
    assert_equal [1], parse("\xEF\xBB\xBF[1]".b)
  end

  def test_a_text_that_was_given_stays_as_it_is
    text = '[1]'.b.freeze
    parse(text)
    assert_equal Encoding::BINARY, text.encoding
  end

  def test_dates_symbols_and_numbers
    time = Time.new(2024, 1, 2, 3, 4, 5.25r, '+02:00')
    assert_equal '"2024-01-02T03:04:05.250+02:00"', generate(time)
    assert_equal '"2024-01-02T03:04:05Z"', generate(Time.utc(2024, 1, 2, 3, 4, 5))
    assert_equal '"2024-01-02T03:04:05+00:00"', generate(DateTime.new(2024, 1, 2, 3, 4, 5))
    assert_equal '"2024-01-02"', generate(Date.new(2024, 1, 2))
    assert_equal '{"a":"b"}', generate({ a: :b })
    assert_equal '[2,0.5]', generate([2r, 0.5r])
  end

  def test_what_json_cannot_hold_is_refused_with_its_place
    error = assert_raises(Runtime::Unencodable) { generate({ a: [1, { 'b/c': Float::NAN }] }) }
    assert_equal '/a/1/b~1c: NaN is no JSON number', error.message
    [Object.new, 1r / 3, Float::INFINITY, { 1 => 2 }, Complex(1, 2), "\xff"].each do |value|
      assert_raises(Runtime::Unencodable) { generate([value]) }
    end
    circle = []
    circle << circle
    assert_raises(Runtime::Unencodable) { generate(circle) }
  end

  def test_date_times_keep_their_text
    %w[2024-01-02T03:04:05Z 2024-01-02T03:04:05.123456789012+05:30 2024-01-02t03:04:05.10z 1900-12-31T23:59:59-00:00].each do |text|
      time = Runtime::Timestamp.read(text)
      assert_equal text, time.text
      assert_equal "\"#{text}\"", generate(time)
      assert_equal Time.iso8601(text), time
    end
    moved = Runtime::Timestamp.read('2024-01-02T03:04:05.10+02:00') + 1
    assert_equal '"2024-01-02T03:04:06.100+02:00"', generate(moved)
    %w[2024-02-30T00:00:00Z 2024-01-02T03:04:05 2024-01-02 2024-01-02T25:00:00Z soon].each do |text|
      assert_nil Runtime::Timestamp.read(text)
    end
    assert_nil Runtime::Timestamp.read_date('2024-02-30')
    assert_equal Date.new(2024, 2, 29), Runtime::Timestamp.read_date('2024-02-29')
  end

  def test_the_work_of_decoding_is_that_of_parsing
    text = JSON.generate({ id: 'x', created: 1, model: 'm', choices: Array.new(4000) do |index|
      { finish_reason: 'stop', index: index, message: { content: 'w' * 200, role: 'assistant' } }
    end })
    plain = least { JSON.parse(text) }
    typed = least { Client::CreateChatCompletionResponse.from_json(text) }
    all = least { Client::CreateChatCompletionResponse.from_json(text).choices.each { |choice| choice.message.content } }
    assert_operator typed, :<, 3 * plain
    assert_operator all, :<, 12 * plain
  end

  def least
    Array.new(5) do
      start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
      yield
      Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start
    end.min
  end
end
