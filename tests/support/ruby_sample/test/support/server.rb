# frozen_string_literal: true

require 'socket'

# A server that answers with scripted bytes and keeps what it was sent.
class Server
  Received = Struct.new(:method, :target, :headers, :body, :connection)

  attr_reader :requests

  # @param replies [Array<String, Proc>] the bytes of each reply, in the order of arrival; a Proc is
  #   given the socket and writes itself
  def initialize(*replies)
    @replies = replies
    @requests = []
    @listener = TCPServer.new('127.0.0.1', 0)
    @connections = 0
    @mutex = Mutex.new
    @thread = Thread.new { accept }
    @thread.report_on_exception = false
  end

  def url
    "http://127.0.0.1:#{@listener.addr[1]}"
  end

  def stop
    @listener.close
    @thread.kill
  end

  # @return [String] a reply with a body
  def self.reply(body, status: '200 OK', type: 'application/json', **headers)
    fields = { 'Content-Type' => type, 'Content-Length' => body.bytesize, **headers.transform_keys(&:to_s) }
    "HTTP/1.1 #{status}\r\n#{fields.compact.map { |name, value| "#{name}: #{value}\r\n" }.join}\r\n#{body}"
  end

  private

  def accept
    loop do
      socket = @listener.accept
      number = @mutex.synchronize { @connections += 1 }
      Thread.new { serve(socket, number) }.report_on_exception = false
    end
  rescue IOError
    nil
  end

  def serve(socket, number)
    while (line = socket.gets)
      method, target, = line.split
      headers = read_headers(socket)
      body = read_body(socket, headers)
      reply = @mutex.synchronize do
        @requests << Received.new(method, target, headers, body, number)
        @replies.size > 1 ? @replies.shift : @replies.first
      end
      return socket.close if reply.nil?

      reply.is_a?(Proc) ? reply.call(socket) : socket.write(reply)
    end
  rescue IOError, SystemCallError
    nil
  end

  def read_headers(socket)
    headers = {}
    until (line = socket.gets.chomp).empty?
      name, value = line.split(': ', 2)
      headers[name.downcase] = value
    end
    headers
  end

  def read_body(socket, headers)
    return socket.read(headers['content-length'].to_i) unless headers['transfer-encoding'] == 'chunked'

    body = +''
    until (size = socket.gets.to_i(16)).zero?
      body << socket.read(size)
      socket.gets
    end
    socket.gets
    body
  end
end
