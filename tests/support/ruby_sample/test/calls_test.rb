# frozen_string_literal: true

require 'pathname'
require 'tempfile'
require 'timeout'
require_relative 'helper'

class CallsTest < Minitest::Test
  OK = Server.reply('{"id":"a","choices":[],"created":1,"model":"m"}')
  HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
  ASK = { messages: [], model: 'm' }.freeze

  def teardown
    @server&.stop
    @client&.close
  end

  def client(*replies, **settings)
    @server = Server.new(*replies)
    @client = Client::ApiClient.new(Client::Configuration.new(host: @server.url, environment: {}, **settings))
  end

  def chats(*replies, **settings)
    Client::ChatApi.new(client(*replies, **settings))
  end

  def things(*replies, **settings)
    Client::ThingsApi.new(client(*replies, **settings))
  end

  def chunk(text)
    "#{text.bytesize.to_s(16)}\r\n#{text}\r\n"
  end

  def test_a_call_and_its_details
    api = chats(OK, access_token: 'sesame')
    assert_equal 'a', api.create_chat_completion(ASK).id
    data, status, headers = api.create_chat_completion_with_http_info(Client::CreateChatCompletionRequest.new(ASK))
    assert_equal ['a', 200, 'application/json'], [data.id, status, headers['content-type']]
    assert_equal ['Bearer sesame'], @server.requests.map { |request| request.headers['authorization'] }.uniq
    assert_equal [1, 1], @server.requests.map(&:connection)
    assert_equal '{"messages":[],"model":"m"}', @server.requests.first.body
  end

  def test_the_package_is_configured_once
    @server = Server.new(OK)
    Client.configure do |config|
      config.host = @server.url
      config.access_token = 'sesame'
    end
    assert_equal 'a', Client::ChatApi.new.create_chat_completion(ASK).id
    assert_same Client.configuration, Client::ApiClient.default.configuration
    refute_includes Client.configuration.inspect + Client::ChatApi.new.inspect, 'sesame'
  end

  def test_options_of_a_call
    api = chats(OK, default_headers: { 'X-A' => '1', 'X-B' => '2' })
    api.create_chat_completion(ASK, extra_headers: { 'X-A' => nil, 'X-C': 3 }, extra_query: { q: [1, 2] },
                                    extra_body: { user: 'u' }, idempotency_key: 'k')
    sent = @server.requests.first
    assert_equal [nil, '2', '3', 'k'], %w[x-a x-b x-c idempotency-key].map { |name| sent.headers[name] }
    assert_equal ['/chat/completions?q=1&q=2', '{"messages":[],"model":"m","user":"u"}'], [sent.target, sent.body]
    assert_raises(ArgumentError) { api.create_chat_completion(ASK, tiemout: 1) }
    assert_raises(Client::RequestError) { api.create_chat_completion(ASK, timeout: 0) }
    assert_raises(Client::RequestError) { api.create_chat_completion(nil) }
  end

  def test_parameters_in_all_places
    api = things(Server.reply('[{"id":1,"name":null}]'))
    found = api.find_things(limit: 5, filter_ids: ['a', 'b c'], x_trace: 't', theme: 'dark')
    assert_instance_of Client::Thing, found.first
    sent = @server.requests.first
    assert_equal ['/things?limit=5&filter%5Bids%5D=a&filter%5Bids%5D=b%20c', 't', 'theme=dark'],
                 [sent.target, sent.headers['x-trace'], sent.headers['cookie']]
    assert_raises(Client::RequestError) { api.get_thing('..') }
    assert_raises(Client::RequestError) { api.find_things(x_trace: "a\r\nb") }
  end

  def test_retries_wait_as_asked
    watch = Watch.new
    api = chats(Server.reply('{}', status: '429 Slow', 'Retry-After': '3'), Server.reply('', status: '503 Busy'), OK, clock: watch)
    assert_equal 'a', api.create_chat_completion(ASK).id
    assert_equal [3.0, 1.0], watch.slept
    assert_equal 1, @server.requests.map { |request| request.headers['idempotency-key'] }.uniq.size
  end

  def test_errors_speak_with_the_servers_words
    api = things(Server.reply('{"resource":"thing","error":{"message":"no sesame here"}}', status: '404 Not Found', 'X-Request-Id': 'r1'),
                 api_key: 'sesame')
    error = assert_raises(Client::NotFoundError) { api.get_thing('1') }
    assert_kind_of Client::ApiError, error
    assert_equal [404, 404, 404, 'r1', 'GET', '/things/1'],
                 [error.status, error.code, error.status_code, error.request_id, error.http_method, error.path]
    assert_instance_of Client::Missing, error.data
    assert_equal 'thing', error.data.resource
    assert_equal '404 Not Found: no sesame here', error.message
    error = assert_raises(Client::ServerError) { api_with('oops', '500 ').get_thing('1', max_retries: 0) }
    assert_equal ['oops', '500 Internal Server Error: oops'], [error.server_message, error.message]
  end

  def api_with(body, status)
    @server.stop
    @client.close
    things(Server.reply(body, status: status, type: 'text/plain'))
  end

  def test_a_missing_credential_is_named
    error = assert_raises(Client::UnauthorizedError) { chats(Server.reply('{}', status: '401 No')).create_chat_completion(ASK) }
    assert_includes error.message, 'OPENAPI_OPENAI_API_KEY_AUTH'
  end

  def test_a_credential_that_is_asked_for
    tokens = %w[one two].each
    api = chats(Server.reply('{}', status: '500 No'), OK, access_token: -> { tokens.next }, clock: Watch.new)
    api.create_chat_completion(ASK)
    assert_equal ['Bearer one', 'Bearer two'], @server.requests.map { |request| request.headers['authorization'] }
    assert_raises(Client::RequestError) { Client::Configuration.new(access_token: { 'Nobody' => 'x' }) }
  end

  def test_configuration_from_the_environment
    config = Client::Configuration.new(environment: { 'OPENAPI_OPENAI_BASE_URL' => 'https://e', 'OPENAPI_OPENAI_KEY' => 'sesame' })
    assert_equal ['https://e', 'sesame'], [config.base_url, config.api_key_for('Key')]
    refute_includes config.inspect, 'sesame'
    config = Client::Configuration.new(environment: {}, server_index: 1, server_variables: { region: 'us' })
    assert_equal 'https://us.example.com', config.base_url
    assert_raises(Client::RequestError) { Client::Configuration.new(environment: {}, server_index: 5).base_url }
    assert_raises(ArgumentError) { Client::Configuration.new(hots: 'x') }
    config.debug = true
    assert_instance_of Runtime::Log::Stderr, config.logger
    config.debug = false
    assert_nil config.logger
  end

  def test_a_trickling_server_is_left_at_the_deadline
    trickle = lambda do |socket|
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n".each_char { |char| socket.write(char) }
      99.times { socket.write(' ') && sleep(0.05) }
    end
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    error = assert_raises(Client::ApiTimeoutError) { chats(trickle).create_chat_completion(ASK, timeout: 0.3, max_retries: 0) }
    assert_kind_of Client::ApiConnectionError, error
    assert_in_delta 0.3, Process.clock_gettime(Process::CLOCK_MONOTONIC) - start, 0.5
  end

  def test_a_body_that_is_cut_off_is_no_answer
    cut = lambda do |socket|
      socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"id\"")
      socket.close
    end
    error = assert_raises(Client::DecodeError) { chats(cut).create_chat_completion(ASK) }
    assert_equal [200, '{"id"'], [error.status, error.body]
    assert_equal 1, @server.requests.size
    assert_raises(Client::ApiConnectionError) { api_at('http://127.0.0.1:1').create_chat_completion(ASK, max_retries: 0) }
  end

  def api_at(url)
    Client::ChatApi.new(Client::ApiClient.new(Client::Configuration.new(host: url)))
  end

  def test_threads_share_a_client
    api = chats(OK)
    found = Array.new(8) { Thread.new { Array.new(5) { api.create_chat_completion(ASK).id } } }.flat_map(&:value)
    assert_equal ['a'] * 40, found
    assert_operator @server.requests.map(&:connection).max, :<=, 8
  end

  def test_a_call_that_is_killed_frees_its_connection
    api = chats(->(_) { sleep })
    thread = Thread.new { api.create_chat_completion(ASK) }
    Thread.pass until @server.requests.size == 1
    thread.kill.join
    assert_raises(Timeout::Error) { Timeout.timeout(0.2) { api.create_chat_completion(ASK) } }
    port = URI(@server.url).port
    own = ObjectSpace.each_object(Runtime::Connection).select { |connection| connection.port == port }
    refute_empty own
    assert_empty(own.reject { |connection| connection.wire.stale? })
  end

  def test_a_closed_client_calls_nobody
    api = chats(OK)
    @client.close
    assert_raises(Client::RequestError) { api.create_chat_completion(ASK) }
    value = Client::ApiClient.open(@client.configuration) { |client| Client::ChatApi.new(client).create_chat_completion(ASK).id }
    assert_equal 'a', value
  end

  def streaming(*pieces)
    lambda do |socket|
      socket.write(HEAD)
      pieces.each { |piece| socket.write(chunk(piece)) }
      socket.write("0\r\n\r\n")
    end
  end

  def test_streams
    one = "data: {\"id\":\"1\",\"choices\":[]}\n\n"
    api = chats(streaming(one, "#{one}data: [DONE]\n\n"))
    seen = []
    assert_nil(api.create_chat_completion_stream(ASK) { |piece| seen << piece })
    assert_equal [Client::CreateChatCompletionStreamResponse] * 2, seen.map(&:class)
    assert_equal '{"messages":[],"model":"m","stream":true}', @server.requests.first.body
    stream = api.create_chat_completion_stream(ASK)
    assert_equal [200, 'text/event-stream', '1'], [stream.status_code, stream.headers['content-type'], stream.next.id]
    assert_equal ['1'], stream.map(&:id)
    assert_raises(StopIteration) { stream.next }
    assert_equal %w[1], api.create_chat_completion_stream(ASK).lazy.map(&:id).first(1)
    assert_equal [1, 1], @server.requests.first(2).map(&:connection)
  end

  def test_leaving_a_stream_closes_its_connection
    closed = Queue.new
    endless = lambda do |socket|
      socket.write(HEAD + chunk("data: {\"id\":\"1\",\"choices\":[]}\n\n"))
      closed << socket.read
    end
    api = chats(endless)
    api.create_chat_completion_stream(ASK) { |_| break }
    assert_equal '', Timeout.timeout(5) { closed.pop }
    api.create_chat_completion_stream(ASK).each { |_| break }
    assert_equal '', Timeout.timeout(5) { closed.pop }
  end

  def test_streams_that_end_badly
    one = "data: {\"id\":\"1\",\"choices\":[]}\n\n"
    assert_raises(Client::StreamTruncatedError) { chats(streaming(one)).create_chat_completion_stream(ASK).to_a }
    error = assert_raises(Client::StreamError) { chats(streaming("data: {\"error\":{\"message\":\"full\"}}\n\n")).create_chat_completion_stream(ASK).to_a }
    assert_equal 'full', error.server_message
    assert_raises(Client::DecodeError) { chats(streaming("data: {\n\n")).create_chat_completion_stream(ASK).to_a }
    error = assert_raises(Client::DecodeError) { chats(OK).create_chat_completion_stream(ASK) }
    assert_includes error.text, '"id":"a"'
    silent = ->(socket) { socket.write(HEAD) && sleep }
    assert_raises(Client::ApiTimeoutError) { chats(silent).create_chat_completion_stream(ASK, timeout: 0.1).to_a }
  end

  def test_json_lines_as_a_stream
    found = things(Server.reply("{\"id\":1,\"name\":null}\n{\"id\":2,\"name\":null}", type: 'application/x-ndjson')).watch_things_stream.map(&:id)
    assert_equal [1, 2], found
  end

  def test_pages
    pages = [Server.reply('{"data":[{"id":1,"name":""},{"id":2,"name":""}],"has_more":true}'), Server.reply('{"data":[{"id":3,"name":""}],"has_more":false}')]
    api = things(*pages)
    assert_equal [1, 2, 3], api.list_things_all.map(&:id)
    assert_equal ['/pages', '/pages?start_after=2'], @server.requests.map(&:target)
    seen = []
    assert_nil(api.list_things_all { |thing| seen << thing.id })
    assert_equal [3], seen
  end

  def test_files_go_up_and_come_down
    api = things(Server.reply('done', type: 'text/plain'))
    assert_equal 'done', api.upload({ file: Pathname.new(__FILE__), purpose: 'test' })
    sent = @server.requests.first
    assert_includes sent.body, File.binread(__FILE__)
    assert_equal sent.headers['content-length'].to_i, sent.body.bytesize
    api.upload({ file: ['a', 'b'].each, purpose: 'test' })
    assert_equal 'chunked', @server.requests.last.headers['transfer-encoding']
  end

  def test_a_body_is_saved_whole_or_not_at_all
    Dir.mktmpdir do |folder|
      path = File.join(folder, 'file')
      assert_nil things(Server.reply("\0\1\2", type: 'application/octet-stream')).download(stream_to: path)
      assert_equal "\0\1\2", File.binread(path)
      cut = ->(socket) { socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc") && socket.close }
      assert_raises(Client::DecodeError) { things(cut).download(stream_to: Pathname.new(File.join(folder, 'other'))) }
      assert_equal ['file'], Dir.children(folder)
      assert_raises(Client::RequestError) { things(OK).download(stream_to: File.join(folder, 'no', 'file')) }
      data = things(Server.reply("\xff", type: 'application/octet-stream')).download
      assert_equal ["\xff".b, Encoding::BINARY], [data, data.encoding]
    end
  end

  def test_packed_bodies
    packed = { 'gzip' => Zlib.gzip('{"id":"a"}'), 'deflate' => Zlib.deflate('{"id":"a"}'),
               'Deflate' => Zlib::Deflate.new(nil, -15).deflate('{"id":"a"}', Zlib::FINISH) }
    packed.each do |coding, body|
      assert_equal 'a', chats(Server.reply(body, 'Content-Encoding': coding)).create_chat_completion(ASK).id, coding
    end
    cut = Server.reply(Zlib.gzip('{"id":"a"}')[0..-9], 'Content-Encoding': 'gzip')
    assert_raises(Client::DecodeError) { chats(cut).create_chat_completion(ASK) }
  end

  def test_the_log_is_an_allow_list
    lines = []
    logger = Object.new
    logger.define_singleton_method(:debug) { |line| lines << line }
    chats(Server.reply('{"error":"sesame"}', status: '400 Bad', 'Set-Cookie': 'sesame'), access_token: 'sesame', logger: logger, log_bodies: true)
      .create_chat_completion(ASK)
  rescue Client::BadRequestError => e
    assert_equal 3, lines.size
    refute_includes (lines + [e.message, e.inspect, e.full_message]).join, 'sesame'
    assert_includes lines.first, 'body='
  end
end
