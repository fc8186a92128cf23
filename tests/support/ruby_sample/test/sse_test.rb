# frozen_string_literal: true

require_relative 'helper'

class SseTest < Minitest::Test
  STREAM = "\xEF\xBB\xBF: hi\r\ndata: a\rdata:b\n\nevent: x\nid: 7\nretry: 10\ndata:  c\n\n\ndata\n\n" \
           "retry: 1x\nid: bad\0\ndata: \xC3\xA9\xFF\nunknown: 1\n\nevent: only\n\ndata: lost".b

  def events(pieces, decoder = Runtime::EventDecoder.new)
    found = []
    pieces.each { |piece| decoder.feed(piece) { |event| found << event } }
    decoder.finish { |event| found << event }
    found
  end

  def test_the_algorithm
    found = events([STREAM])
    assert_equal ["a\nb", ' c', '', "\u00E9\uFFFD"], found.map(&:data)
    assert_equal %w[message x message message], found.map(&:type)
    assert_equal ['', '7', '7', '7'], found.map(&:id)
    assert_equal [nil, 10, nil, nil], found.map(&:retry)
  end

  def test_any_split_gives_the_same
    whole = events([STREAM])
    (0..STREAM.bytesize).each do |cut|
      assert_equal whole, events([STREAM.byteslice(0, cut), STREAM.byteslice(cut..)]), cut
    end
    assert_equal whole, events(STREAM.bytes.map { |byte| byte.chr.b })
  end

  def test_the_time_is_linear
    [1_000_000, 2_000_000].map do |size|
      start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
      assert_equal size, events([*Array.new(size / 100) { |index| "#{'data: ' if index.zero?}#{'x' * 100}" }, "\n\n"]).first.data.size
      Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start
    end => [one, two]
    assert_operator two, :<, (6 * one) + 0.2
  end

  def test_json_lines
    found = events(["{\"a\"", ":1}\r\n\n\x1e[2]\n", '3'], Runtime::JsonLinesDecoder.new)
    assert_equal ['{"a":1}', '[2]', '3'], found.map(&:data)
  end
end
