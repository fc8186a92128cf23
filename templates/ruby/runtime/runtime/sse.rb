# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # One event of a stream: `type` is `message` where the stream names none, `id` the last id seen so
  # far, `retry` the reconnection time in milliseconds if this event set it.
  Event = Struct.new(:data, :type, :id, :retry)

  # Bytes in any pieces to whole lines; CR, LF and CRLF end one.
  class Lines
    def initialize
      @pieces = []
      @after_cr = false
    end

    # Yields the lines that `data` completes, without their ends. The work is linear in the bytes: a
    # line in many pieces is joined once.
    def feed(data)
      start = @after_cr && data.start_with?("\n") ? 1 : 0
      @after_cr = false unless data.empty?
      while (stop = data.index(/[\r\n]/n, start))
        yield joined(data.byteslice(start, stop - start))
        start = stop + 1
        next unless data.getbyte(stop) == 13

        @after_cr = start == data.bytesize
        start += 1 if data.getbyte(start) == 10
      end
      @pieces << data.byteslice(start..) if start < data.bytesize
    end

    # What has come of a line that is not ended yet.
    def rest
      @pieces.join
    end

    private

    def joined(line)
      return line if @pieces.empty?

      (@pieces.join << line).tap { @pieces.clear }
    end
  end

  # Event streams: the algorithm of the WHATWG HTML standard, §9.2.6 "Interpreting an event stream".
  #
  # The decoder is pushed bytes in any pieces and gives the events that are complete.
  class EventDecoder
    BOM = "\xEF\xBB\xBF".b

    def initialize
      @lines = Lines.new
      @start = ''.b
      @id = ''
      clear
    end

    # Yields the events that `data` completes.
    def feed(data)
      data = without_bom(data) if @start
      @lines.feed(data) do |line|
        next field(line) unless line.empty?

        event = dispatch
        yield event if event
      end
    end

    # Yields the events that the end completes: none, an unfinished one is dropped.
    def finish; end

    # What has come since the last event, as far as it is kept.
    def rest
      @data.join("\n").b << @start.to_s << @lines.rest
    end

    private

    def clear
      @data = []
      @type = ''
      @retry = nil
    end

    def without_bom(data)
      start = @start + data
      if start.bytesize < BOM.bytesize && BOM.start_with?(start)
        @start = start
        return ''.b
      end
      @start = nil
      start.delete_prefix(BOM)
    end

    def field(line)
      # What most lines are, without looking for the rest.
      return @data << text(line.byteslice(6..)) if line.start_with?('data: ')

      name, _, value = line.partition(':')
      value = value.byteslice(1..) if value.start_with?(' ')
      case name
      when 'data' then @data << text(value)
      when 'event' then @type = text(value)
      when 'id' then @id = text(value) unless value.include?("\0")
      when 'retry' then @retry = value[0, 15].to_i if value.match?(/\A[0-9]+\z/)
      end
    end

    def text(bytes)
      text = bytes.dup.force_encoding(Encoding::UTF_8)
      text.valid_encoding? ? text : text.scrub("\uFFFD")
    end

    def dispatch
      data = @data.size == 1 ? @data.first : @data.join("\n")
      event = Event.new(data, @type.empty? ? 'message' : @type, @id, @retry) unless @data.empty?
      clear
      event
    end
  end

  # JSON lines, newline-delimited JSON and JSON text sequences (RFC 7464): one value per line; blank
  # lines are none. The last line counts without its end too: a text cut in the middle is no JSON.
  class JsonLinesDecoder
    SPACE = /\A[ \t\r\n\x1e]+|[ \t\r\n\x1e]+\z/n

    def initialize
      @lines = Lines.new
    end

    def feed(data, &block)
      @lines.feed(data) { |line| value(line, &block) }
    end

    def finish(&block)
      value(@lines.rest, &block)
    end

    def rest
      @lines.rest
    end

    private

    def value(line)
      text = line.gsub(SPACE, '')
      yield Event.new(text.force_encoding(Encoding::UTF_8).scrub("\uFFFD"), 'message', '', nil) unless text.empty?
    end
  end
end
