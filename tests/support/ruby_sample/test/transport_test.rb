# frozen_string_literal: true

require 'openssl'
require 'tempfile'
require_relative 'helper'

class TransportTest < Minitest::Test
  OK = Server.reply('{"id":"a","choices":[],"created":1,"model":"m"}')
  ASK = { messages: [], model: 'm' }.freeze

  def self.certificate
    @certificate ||= begin
      key = OpenSSL::PKey::RSA.new(2048)
      certificate = OpenSSL::X509::Certificate.new
      certificate.version = 2
      certificate.serial = 1
      certificate.subject = certificate.issuer = OpenSSL::X509::Name.parse('/CN=localhost')
      certificate.public_key = key.public_key
      certificate.not_before = Time.now - 60
      certificate.not_after = Time.now + 3600
      factory = OpenSSL::X509::ExtensionFactory.new(certificate, certificate)
      certificate.add_extension(factory.create_extension('subjectAltName', 'DNS:localhost,IP:127.0.0.1'))
      certificate.add_extension(factory.create_extension('basicConstraints', 'CA:TRUE', true))
      certificate.sign(key, OpenSSL::Digest.new('SHA256'))
      [certificate, key]
    end
  end

  # The server of the other tests, behind TLS.
  def secure
    certificate, key = self.class.certificate
    context = OpenSSL::SSL::SSLContext.new
    context.cert = certificate
    context.key = key
    Server.new(OK).tap do |server|
      inner = server.method(:serve)
      server.define_singleton_method(:serve) do |socket, number|
        tls = OpenSSL::SSL::SSLSocket.new(socket, context)
        tls.sync_close = true
        tls.accept
        inner.call(tls, number)
      end
    end
  end

  def client(server, url, **settings)
    @server = server
    @client = Client::ApiClient.new(Client::Configuration.new(host: url, environment: {}, max_retries: 0, **settings))
    Client::ChatApi.new(@client)
  end

  def teardown
    @client&.close
    @server&.stop
  end

  def test_nothing_inside_shows_a_credential
    api = client(Server.new(OK), nil, access_token: 'sesame', username: 'sesame', password: 'sesame')
    operation = Client::ChatApi.class_eval { const_get(:CREATE_CHAT_COMPLETION_OPERATION) }
    @client.configuration.host = @server.url
    options = Runtime::Options.new(@client.configuration, { extra_headers: { 'X-A' => 'sesame' } })
    attempts = Runtime::Attempts.new(@client, Runtime::Call.new(operation, {}, ASK, options, nil))
    exchange = attempts.respond
    found = [api, @client, attempts, exchange]
    seen = {}.compare_by_identity
    until found.empty?
      value = found.pop
      next if value.is_a?(String) || value.is_a?(Module) || value.is_a?(Array) || seen[value]

      seen[value] = true
      found.concat(value.instance_variables.map { |name| value.instance_variable_get(name) })
      refute_includes value.inspect + value.to_s, 'sesame', value.class unless [Hash, Symbol].include?(value.class)
    end
    assert_operator seen.size, :>, 20
    exchange.close
  end

  def test_tls_is_verified_and_kept_alive
    server = secure
    url = server.url.sub('http:', 'https:')
    error = assert_raises(Client::ApiConnectionError) { client(server, url).create_chat_completion(ASK) }
    assert_match(/certificate/i, error.message)
    Tempfile.create('ca') do |file|
      file.write(self.class.certificate.first.to_pem)
      file.flush
      api = client(server, url, ca_file: file.path)
      3.times { assert_equal 'a', api.create_chat_completion(ASK).id }
      assert_equal 1, server.requests.map(&:connection).uniq.size
    end
    assert_equal 'a', client(server, url, verify_ssl: false).create_chat_completion(ASK).id
  end

  def test_a_context_of_the_callers
    server = secure
    context = OpenSSL::SSL::SSLContext.new
    context.verify_mode = OpenSSL::SSL::VERIFY_PEER
    context.cert_store = OpenSSL::X509::Store.new.tap { |store| store.add_cert(self.class.certificate.first) }
    api = client(server, server.url.sub('http:', 'https:'), ssl_context: context)
    assert_equal 'a', api.create_chat_completion(ASK).id
  end

  def test_a_proxy_sees_the_whole_url
    server = Server.new(OK)
    api = client(server, 'http://api.example/v1', proxy: server.url.sub('//', '//me:s%2Bme@'))
    assert_equal 'a', api.create_chat_completion(ASK).id
    sent = server.requests.first
    assert_equal ['http://api.example/v1/chat/completions', 'api.example', "Basic #{['me:s+me'].pack('m0')}"],
                 [sent.target, sent.headers['host'], sent.headers['proxy-authorization']]
  end

  def test_a_proxy_opens_a_way_for_tls
    refuses = Server.new("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")
    error = assert_raises(Client::ApiConnectionError) do
      client(refuses, 'https://api.example/v1', proxy: refuses.url).create_chat_completion(ASK)
    end
    assert_includes error.message, '403'
    assert_equal ['CONNECT', 'api.example:443'], refuses.requests.first.to_a.first(2)
  end

  def test_a_child_process_opens_connections_of_its_own
    skip 'this system has no fork' unless Process.respond_to?(:fork)

    api = client(Server.new(OK), nil).tap { @client.configuration.host = @server.url }
    api.create_chat_completion(ASK)
    child = fork do
      found = api.create_chat_completion(ASK).id
      exit!(found == 'a' ? 0 : 1)
    end
    assert_predicate Process.wait2(child).last, :success?
    api.create_chat_completion(ASK)
    assert_equal [1, 2, 1], @server.requests.map(&:connection)
  end

  def test_a_connection_that_the_server_closed_is_not_used
    once = ->(socket) { socket.write(OK) && socket.close }
    api = client(Server.new(once), nil).tap { @client.configuration.host = @server.url }
    api.create_chat_completion(ASK)
    sleep 0.05
    assert_equal 'a', api.create_chat_completion(ASK).id
    assert_equal [1, 2], @server.requests.map(&:connection)
  end

  def test_interim_responses_and_folded_fields
    reply = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-A: 1\r\n  2\r\nContent-Length: 2\r\n\r\n{}"
    api = client(Server.new(reply), nil).tap { @client.configuration.host = @server.url }
    assert_equal '1 2', api.create_chat_completion_with_http_info(ASK).last['X-A']
  end

  def test_a_file_that_the_server_does_not_want_is_no_broken_file
    deaf = lambda do |socket|
      socket.write(Server.reply('{"error":"too large"}', status: '413 Large'))
      socket.close
    end
    early = Server.new(deaf)
    early.define_singleton_method(:read_body) { |*| nil }
    client(early, early.url)
    Tempfile.create('large') do |file|
      file.truncate(30_000_000)
      error = assert_raises(Client::ApiStatusError, Client::ApiConnectionError) do
        Client::ThingsApi.new(@client).upload({ file: Pathname.new(file.path) })
      end
      refute_kind_of Client::RequestError, error
    end
  end

  def test_an_answer_before_the_whole_body_was_read
    early = Server.new(Server.reply('{"error":"too large"}', status: '413 Large'))
    early.define_singleton_method(:read_body) { |*| nil }
    api = client(early, early.url)
    error = assert_raises(Client::ApiStatusError) { api.create_chat_completion({ messages: ['x' * 5_000_000], model: 'm' }) }
    assert_equal 413, error.status
  end
end
