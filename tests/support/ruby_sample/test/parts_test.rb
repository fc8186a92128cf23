# frozen_string_literal: true

require_relative 'helper'

class PartsTest < Minitest::Test
  def param(style, place = :query, **more)
    Runtime::Param.new(:id, 'id', place, style, **more)
  end

  def test_percent_encoding
    assert_equal 'a%20b%26c%2F%C3%A9~', Runtime::Percent.component('a b&c/é~')
    assert_equal 'a/b?c%26d%20e%25', Runtime::Percent.reserved('a/b?c&d%20e%')
    assert_equal 'a%2Fb:c', Runtime::Percent.segment('a/b:c')
    assert_equal 'a+b%2Bc', Runtime::Percent.form('a b+c')
    assert_equal "!#$&'%22%2C%3B%25", Runtime::Percent.cookie("!#$&'\",;%")
    assert_equal '.', Runtime::Percent.decoded("%#{'25' * 10_000}2e")
    assert_raises(Client::RequestError) { Runtime::Percent.component("\xff") }
  end

  def test_styles_of_the_query
    list = ['a', nil, 'b c']
    map = { 'r' => 1, 'g' => nil, 'b' => true }
    {
      [:form, true] => ['id=a&id=b%20c', 'r=1&b=true'], [:form, false] => ['id=a,b%20c', 'id=r,1,b,true'],
      [:space_delimited, false] => ['id=a%20b%20c', 'id=r%201%20b%20true'],
      [:pipe_delimited, false] => ['id=a%7Cb%20c', 'id=r%7C1%7Cb%7Ctrue'],
      [:content, false] => ['id=%5B%22a%22%2Cnull%2C%22b%20c%22%5D', 'id=%7B%22r%22%3A1%2C%22g%22%3Anull%2C%22b%22%3Atrue%7D'],
      [:deep_object, true] => ['id%5B0%5D=a&id%5B2%5D=b%20c', 'id%5Br%5D=1&id%5Bb%5D=true']
    }.each do |(style, explode), expected|
      found = [list, map].map { |value| Runtime::Parameters.query(param(style, explode: explode), value).join('&') }
      assert_equal expected, found, style
    end
    assert_empty Runtime::Parameters.query(param(:form), [])
    assert_equal ['id='], Runtime::Parameters.query(param(:form), '')
  end

  def test_styles_of_the_path
    { simple: 'a,b', label: '.a,b', matrix: ';id=a,b' }.each do |style, expected|
      assert_equal expected, Runtime::Parameters.path(param(style, :path), %w[a b])
    end
    assert_equal ';id=a;id=b', Runtime::Parameters.path(param(:matrix, :path, explode: true), %w[a b])
    assert_equal '.r=1.g=2', Runtime::Parameters.path(param(:label, :path, explode: true), { 'r' => 1, 'g' => 2 })
    [nil, [], {}].each { |value| assert_raises(Client::RequestError) { Runtime::Parameters.path(param(:simple, :path), value) } }
  end

  def test_headers_and_cookies
    assert_equal 'r=1,g=2', Runtime::Parameters.header(param(:simple, :header, explode: true), { 'r' => 1, 'g' => 2 })
    assert_nil Runtime::Parameters.header(param(:simple, :header), [])
    assert_equal '"\u00e9\ud83d\ude00"', Runtime::Parameters.header(param(:content, :header), 'é😀')
    assert_equal [%w[id a], %w[id b]], Runtime::Parameters.cookies(param(:form, :cookie, explode: true), %w[a b])
    assert_equal %w[X-A 5], Runtime::Fields.header('X-A', " 5\t")
    ["a\r\nb", "a\0", Object.new, nil].each { |value| assert_raises(Client::RequestError) { Runtime::Fields.header('X-A', value) } }
    ['', 'a b', "a\n"].each { |name| assert_raises(Client::RequestError) { Runtime::Fields.header(name, 'x') } }
    assert_raises(Client::RequestError) { Runtime::Fields.cookie('a', 'b;c') }
  end

  def test_numbers_in_plain_decimal
    { 1e21 => '1000000000000000000000', 1e-7 => '0.0000001', 1.5 => '1.5', -1.25e-10 => '-0.000000000125', 2.5e16 => '25000000000000000',
      1.0 => '1.0', 123 => '123', true => 'true' }.each { |value, text| assert_equal text, Runtime::ScalarText.of(value) }
    assert_raises(Client::RequestError) { Runtime::ScalarText.of(Float::NAN) }
  end

  def test_base_urls
    base = Runtime::Url.base('HTTPS://Example.com:8443/v1/?a=b')
    assert_equal ['https://Example.com:8443', '/v1', 'a=b'], [base.origin, base.path, base.query]
    ['example.com', '/v1', 'ftp://a', 'https://', 'https://me:x@a', 'https://a#b', 'https://a:99999', "https://a\n", 'https://a b'].each do |url|
      assert_raises(Client::RequestError, url) { Runtime::Url.base(url) }
    end
    assert_equal ['https', '[::1]', 443], Runtime::Url.origin('https://[::1]/a')
  end

  def test_paths
    assert_equal ['/a/x%2Fy', 'beta=true'], Runtime::Url.expand('/a/{b}?beta=true#c', { 'b' => 'x%2Fy' })
    ['.', '..', '%2e', '%252e.', '..;a'].each do |text|
      assert_raises(Client::RequestError, text) { Runtime::Url.expand('/a/{b}', { 'b' => text }) }
    end
    assert_equal ['/a/..b', ''], Runtime::Url.expand('/a/{b}b', { 'b' => '..' })
    assert_raises(Client::RequestError) { Runtime::Url.expand('/{a}', {}) }
  end

  def test_redirects_stay_at_their_origin
    url = 'https://a.example/v1/x'
    assert_equal 'https://a.example/y', Runtime::Url.redirected(url, '/y#z')
    assert_equal 'https://a.example/v1/y', Runtime::Url.redirected(url, 'y')
    ['http://a.example/', 'https://b.example/', '//b.example', 'https://u@a.example/', 'https://a.example:444/', "\\", 'ht tp://'].each do |where|
      assert_nil Runtime::Url.redirected(url, where), where
    end
  end

  def test_media_types
    type = Runtime::MediaType.parse('Application/Problem+JSON; a=b; charset="UTF-8"')
    assert_equal ['application', 'problem+json', 'utf-8'], [type.type, type.subtype, type.charset]
    assert_predicate type, :json?
    assert Runtime::MediaType.parse('text/*').covers?(Runtime::MediaType.parse('text/csv'))
    assert_equal 'é', Runtime::MediaType.parse('text/plain; charset=latin1').decode("\xe9".b)
    assert_equal 'é', Runtime::MediaType.parse('text/plain; charset=unheard').decode("\xc3\xa9".b)
    assert_equal '/', Runtime::MediaType.parse(nil).to_s
  end

  def test_http_dates
    ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'].each do |text|
      assert_in_delta 784_111_777, Runtime::HttpDate.parse(text, 1e9)
    end
    ['', 'soon', 'Sun, 31 Jun 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 25:49:37 GMT', nil].each do |text|
      assert_nil Runtime::HttpDate.parse(text, 0)
    end
  end

  def test_when_to_try_again
    policy = Runtime::RetryPolicy.new(2, 60.0)
    watch = Watch.new
    headers = ->(fields) { Runtime::Headers.new(fields) }
    assert_in_delta 0.5, policy.delay(0, watch)
    assert_in_delta 1.0, policy.delay(1, watch)
    assert_nil policy.delay(2, watch)
    assert_nil policy.delay(0, watch, 400, headers[[]])
    assert_in_delta 0.5, policy.delay(0, watch, 400, headers[[%w[x-should-retry true]]])
    assert_nil policy.delay(0, watch, 500, headers[[%w[x-should-retry false]]])
    assert_in_delta 0.02, policy.delay(0, watch, 429, headers[[%w[retry-after-ms 20], %w[retry-after 5]]])
    assert_in_delta 7.0, policy.delay(0, watch, 429, headers[[%w[Retry-After 7]]])
    assert_nil policy.delay(0, watch, 429, headers[[%w[Retry-After 61]]])
    date = [['Date', 'Sun, 06 Nov 1994 08:49:30 GMT'], ['Retry-After', 'Sun, 06 Nov 1994 08:49:37 GMT']]
    assert_in_delta 7.0, policy.delay(0, watch, 503, headers[date])
    assert_nil Runtime::RetryPolicy.new(2, 60.0, replayable: false).delay(0, watch)
    assert_in_delta 6.0, Runtime::RetryPolicy.backoff(20, 0)
  end

  def test_names_of_variables
    { 'ApiKeyAuth' => 'PETSTORE_API_KEY_AUTH', 'oauth2 (v1)' => 'PETSTORE_OAUTH2_V1', 'APIKey' => 'PETSTORE_API_KEY' }.each do |id, name|
      assert_equal name, Runtime::Environment.name('petstore', id)
    end
    assert_equal 'PET_STORE_APIKEYAUTH', Runtime::Environment.plain_name('pet-store', 'ApiKeyAuth')
  end

  def test_multipart_of_files_on_disk_is_not_read_before
    part = Client::FilePart.new(Pathname.new(__FILE__), content_type: 'text/x-ruby', headers: { 'X-A' => '1' })
    source = Runtime::Multipart.source({ 'file' => [part], 'tags' => %w[a b], 'map' => { 'c' => 1 } }, [], 'MARK')
    bytes = +''
    source.each_chunk { |chunk| bytes << chunk }
    assert_equal bytes.bytesize, source.length
    assert_predicate source, :replayable?
    assert_includes bytes, "name=\"file\"; filename=\"parts_test.rb\"\r\nContent-Type: text/x-ruby\r\nX-A: 1\r\n\r\n"
    assert_includes bytes, "name=\"map\"\r\nContent-Type: application/json\r\n\r\n{\"c\":1}\r\n--MARK--\r\n"
    assert_raises(Client::RequestError) { Runtime::Files.source(Pathname.new('/nowhere')) }
  end

  # A model with the methods of a file.
  class Post < Runtime::Model
    member(:read) { boolean }
    member(:each) { boolean }
    member(:path) { string }
    member(:call) { string }
  end

  def test_a_model_is_no_file
    post = Post.new(read: true, each: false, path: '/etc/passwd')
    bytes = +''
    Runtime::Multipart.source({ 'post' => post }, [], 'MARK').each_chunk { |chunk| bytes << chunk }
    assert_includes bytes, '{"read":true,"each":false,"path":"/etc/passwd"}'
    assert_raises(Client::RequestError) { Runtime::Files.source(post) }
  end

  def test_a_pipe_is_read_once
    reader, writer = IO.pipe
    writer << 'abc'
    writer.close
    source = Runtime::Files.source(reader)
    assert_equal [nil, false], [source.length, source.replayable?]
    found = +''
    source.each_chunk { |chunk| found << chunk }
    assert_equal 'abc', found
    assert_raises(Client::RequestError) { source.each_chunk { |_| flunk } }
  end

  def test_headers_do_not_mind_case_and_hide_secrets
    headers = Runtime::Headers.new([%w[X-A 1], %w[x-a 2], %w[Set-Cookie sesame]])
    assert_equal ['1, 2', %w[1 2], nil], [headers['x-A'], headers.get_all(:'X-A'), headers['X-B']]
    refute_includes headers.inspect, 'sesame'
    assert_equal 'sesame', headers.to_h['Set-Cookie']
  end

  def test_secrets_are_masked
    assert_equal 'a *** b ab', Runtime::Redact.without('a sesame b ab', %w[sesame ab])
  end
end
