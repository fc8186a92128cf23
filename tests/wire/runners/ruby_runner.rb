# frozen_string_literal: true

# The Ruby runner: `ruby -w ruby_runner.rb FOLDER GEM`, one JSON line per case.
#
# FOLDER holds a generated client, GEM is what it is required by. The runner speaks the protocol of
# tests/wire/README.md and calls the client as a person would: it looks methods and arguments up by
# their own names and comments, comparing names without case and punctuation.

require 'date'
require 'json'
require 'logger'
require 'pathname'
require 'stringio'
require 'time'

# What a case asks for cannot be found in the client.
class NotFound < StandardError; end

# Keeps warnings about the client, which has to be silent under `-w`.
module Warned
  @messages = []

  class << self
    attr_reader :messages
  end

  def warn(message, **options)
    message.start_with?(ARGV.first) ? Warned.messages << message : super(message, **options)
  end
end

Warning.extend(Warned)

# The module that the client defines: the one that has its family of errors. All of it is loaded,
# so that no case pays for that in its own time.
def loaded(folder, gem)
  before = Object.constants
  $LOAD_PATH.unshift(File.join(folder, 'lib'))
  require gem
  fresh = (Object.constants - before).map { |name| Object.const_get(name) }
  client = fresh.find { |each| each.is_a?(Module) && each.const_defined?(:ApiError, false) }
  client.constants.each { |name| client.const_get(name) }
  client
end

CLIENT = loaded(*ARGV)
PREFIX = ARGV.last.gsub(/\W/, '_').upcase

CLASSES = {
  RequestError: 'request',
  ApiTimeoutError: 'timeout',
  ApiConnectionError: 'connection',
  ApiStatusError: 'status',
  DecodeError: 'decode',
  StreamTruncatedError: 'truncated',
  StreamError: 'stream'
}.transform_keys { |name| CLIENT.const_get(name) }.freeze

TAGS = {
  'BadRequestError' => 'bad_request',
  'UnauthorizedError' => 'unauthorized',
  'ForbiddenError' => 'forbidden',
  'NotFoundError' => 'not_found',
  'ConflictError' => 'conflict',
  'UnprocessableEntityError' => 'unprocessable',
  'RateLimitError' => 'rate_limited',
  'ServerError' => 'server'
}.freeze

OPTIONS = {
  'headers' => :extra_headers,
  'query' => :extra_query,
  'body' => :extra_body,
  'retries' => :max_retries
}.freeze

SETTINGS = {
  'timeout' => :timeout,
  'connect_timeout' => :connect_timeout,
  'retries' => :max_retries,
  'max_retry_wait' => :max_retry_after,
  'strict' => :strict,
  'headers' => :default_headers
}.freeze

def fold(name) = name.to_s.downcase.gsub(/[^[:alnum:]]/, '')

def short(type) = type.name.to_s.split('::').last

def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)

def only(found, what)
  raise NotFound, "expected exactly one #{what}, found #{found.inspect}" unless found.length == 1

  found.first
end

# Text that JSON can hold, whatever its bytes were.
def text(value) = value.dup.force_encoding(Encoding::UTF_8).scrub

# The JSON text of a value, as the client itself would send it.
def json(value) = CLIENT::Runtime::Json.generate(value)

# The name of the one of `named` that stands for a parameter of the document. Names that meet are
# told apart by their place, or by a number at the end.
def signature_name(named, name, place)
  wanted = [place + name, name + place, "#{name}in#{place}", name].map { |each| fold(each) }
  [->(each) { each }, ->(each) { each.to_s.sub(/_[0-9]+\z/, '') }].each do |shorten|
    wanted.each do |each|
      found = named.find { |candidate| fold(shorten.call(candidate)) == each }
      return found if found
    end
  end
  nil
end

# A method as its own signature and its comment tell of it.
class Signature
  attr_reader :required, :optional, :keywords

  def initialize(method)
    @method = method
    kinds = method.parameters.group_by(&:first).transform_values { |pairs| pairs.map(&:last) }
    @required, @optional, @keywords = kinds.values_at(:req, :opt, :key).map { |each| each || [] }
  end

  # The types that the comment gives for an argument: `CreateChatCompletionRequest, ::Hash`.
  def types(name)
    file, line = @method.source_location
    lines = File.readlines(file, encoding: 'UTF-8')
    above = lines[0...(line - 1)].reverse.take_while { |each| each.match?(/\A\s*#/) }
    found = above.find { |each| each.match?(/@param #{name} \[/) }
    found.to_s[/\[(.*)\]/, 1].to_s
  end
end

# One step of a case: a call, its arguments and what became of it.
class Step
  def initialize(asked, question, client, printed)
    @asked = asked
    @scratch = Pathname(question['scratch'])
    @client = client
    @printed = printed
    @events = []
    @arrivals = []
  end

  def answer
    sleep(@asked['pause'] || 0)
    started = now
    found = @asked['cancel_after'] ? cancelled : result
    { took: now - started, events: @events, arrivals: @arrivals, **found }
  end

  private

  # The thread that makes the call is ended from outside, as a person's own code would.
  def cancelled
    thread = Thread.new { result }
    return thread.value if thread.join(@asked['cancel_after'])

    thread.kill.join
    { cancelled: true }
  end

  def result
    answer = called
    @asked['stream'] ? {} : told(answer)
  rescue StandardError => e
    { error: error(e) }
  end

  def called
    api = api_class.new(@client)
    method = api.method(method_name(api))
    positional, keywords = arguments(Signature.new(method))
    return method.call(*positional, **keywords) unless @asked['stream']

    watch(method, positional, keywords)
  end

  # The stream as an object; as a block where only some events are wanted.
  def watch(method, positional, keywords)
    if @asked['take']
      method.call(*positional, **keywords) { |event| break if keep(event) == @asked['take'] }
    else
      stream = method.call(*positional, **keywords)
      @printed << stream.inspect
      stream.each { |event| keep(event) }
    end
  end

  def keep(event)
    @arrivals << now
    @events << json(event)
    @events.length
  end

  # --- the client, looked up by the names of the document

  def api_class
    wanted = fold("#{operation['group']}Api")
    name = only(CLIENT.constants.select { |each| fold(each) == wanted }, "class #{wanted}")
    CLIENT.const_get(name)
  end

  def method_name(api)
    suffix = @asked['stream'] ? '_stream' : ''
    suffix = '_with_http_info' if @asked['details'] && suffix.empty?
    wanted = fold(operation['id'] + suffix)
    only(api.class.public_instance_methods(false).select { |each| fold(each) == wanted }, wanted)
  end

  def operation = @asked['operation']

  def arguments(signature)
    free = signature.required + signature.optional + signature.keywords
    given = parameters(free)
    if @asked.key?('body')
      name = only(free, 'argument for the body')
      given[name] = value(@asked['body'], signature.types(name))
    end
    positional = signature.required.map { |each| given[each] }
    positional += signature.optional.filter_map { |each| given[each] if given.key?(each) }
    [positional, { **given.slice(*signature.keywords), **options }]
  end

  # The arguments of parameters, by their names in Ruby; what is left in `free` is for the body.
  def parameters(free)
    given = {}
    # Names that carry their place first: a plain name may belong to another place.
    operation['parameters'].sort_by { |each| each['in'] == 'path' ? 1 : 0 }.each do |parameter|
      name = signature_name(free, *parameter.values_at('name', 'in'))
      free.delete(name)
      same = ->(each) { each.values_at('name', 'in') == parameter.values_at('name', 'in') }
      argument = @asked['arguments'].find(&same)
      next if argument.nil?
      raise NotFound, "no argument for #{parameter}" if name.nil?

      given[name] = value(argument['value'], '')
    end
    given
  end

  def options
    found = (@asked['options'] || {}).transform_keys { |each| OPTIONS[each] || each.to_sym }
    @asked['download'] ? { **found, stream_to: @scratch.join('download') } : found
  end

  # --- values

  # A JSON value with markers as what a person would pass; `types` are those of the argument.
  def value(value, types)
    found = native(value)
    kind = types.scan(/(?<![:\w])[A-Z]\w*/).find { |each| CLIENT.const_defined?(each, false) }
    return found if @asked['as'] == 'plain' || kind.nil?

    model = CLIENT.const_get(kind)
    return found unless model.respond_to?(:new)

    types.start_with?('::Array') ? found.map { |each| model.new(each) } : model.new(found)
  end

  # Replaces markers (`$bytes`, `$file`…) at any depth.
  def native(value)
    case value
    in Array then value.map { |each| native(each) }
    in Hash then marked(value) { value.transform_values { |each| native(each) } }
    else value
    end
  end

  def marked(value)
    case value.length == 1 && value.first
    in ['$bytes', String => inner] then inner.unpack1('m')
    in ['$once', String => inner] then once(inner.unpack1('m'))
    in ['$datetime', String => inner] then Time.iso8601(inner)
    in ['$date', String => inner] then Date.iso8601(inner)
    in ['$file', Hash => inner] then file(inner)
    in ['$path', Hash => inner] then path(inner)
    else yield
    end
  end

  # A body that can be read one time: the reading end of a pipe.
  def once(bytes)
    reader, writer = IO.pipe(binmode: true)
    writer.write(bytes)
    writer.close
    reader
  end

  def file(marker)
    type = marker.key?('type') ? { content_type: marker['type'] } : {}
    CLIENT::FilePart.new(content(marker), filename: marker['name'], **type)
  end

  def path(marker)
    @scratch.join(marker['name']).tap { |path| path.binwrite(content(marker)) }
  end

  def content(marker) = marker.key?('base64') ? marker['base64'].unpack1('m') : marker['text'].b

  # --- results

  def told(answer)
    found = {}
    if @asked['details']
      answer, found[:status], headers = answer
      found[:headers] = headers.to_h
      @printed << headers.inspect
    end
    @printed << answer.inspect
    return { **found, base64: encoded(@scratch.join('download').binread) } if @asked['download']
    return { **found, base64: encoded(answer), none: false } if binary?(answer)

    found[:none] = answer.nil?
    found[:text] = answer if answer.is_a?(String)
    { **found, json: json(answer), reads: @asked['reads'].map { |path| read(answer, path) } }
  end

  def binary?(answer) = answer.is_a?(String) && answer.encoding == Encoding::BINARY

  def encoded(bytes) = [bytes].pack('m0')

  # Follows a path of wire names and indexes as one does in Ruby.
  def read(value, path)
    presence = 'present'
    path.each { |key| value, presence = member(value, key) }
    type = short(value.class)
    { presence:, json: json(value), type: type == 'UnknownVariant' ? 'unknown' : type }
  rescue NoMethodError, IndexError => e
    { broken: e.message }
  end

  def member(value, key)
    return [value.fetch(key), 'present'] unless value.is_a?(CLIENT::Runtime::Model)

    found = value[key]
    return [found, 'absent'] unless value.key?(key)

    [found, found.nil? ? 'null' : 'present']
  end

  # A failure in neutral words; `foreign` when it is not of the client's family.
  def error(fault)
    @printed.push(fault.message, fault.inspect, fault.full_message(highlight: false))
    named = CLASSES.find { |type, _| fault.is_a?(type) }&.last || 'foreign'
    name = short(fault.class)
    if named == 'foreign'
      return { class: named, type: name, text: text(fault.full_message(highlight: false)) }
    end

    {
      class: named, type: name, tag: TAGS[name], text: text(fault.message),
      message: fault.server_message || fault.message, status: fault.status,
      request_id: fault.request_id, method: fault.http_method, path: fault.path,
      retry_after: fault.retry_after, headers: fault.headers.to_h, **bodies(fault)
    }
  end

  def bodies(fault)
    found = {}
    found[:body] = text(fault.body) unless fault.body.nil?
    found[:json] = json(fault.data) unless fault.data.nil? || binary?(fault.data)
    found
  end
end

# One case: its configuration, its steps, and all that was printed on the way.
class Case
  def initialize(question)
    @question = question
    @given = question['client']
    @printed = []
    @log = StringIO.new
  end

  def answer
    steps = with_environment { play }
    return { id: @question['id'], broken: Warned.messages.join } unless Warned.messages.empty?

    printed = [*@printed, @log.string].map { |each| text(each) }
    { id: @question['id'], steps:, printed: }
  rescue StandardError => e
    { id: @question['id'], broken: text(e.full_message(highlight: false)) }
  end

  private

  def play
    configuration = CLIENT::Configuration.new(**settings)
    CLIENT::ApiClient.open(configuration) do |client|
      @printed.push(configuration.inspect, configuration.to_s, client.inspect)
      steps = @question['steps'].map { |each| Step.new(each, @question, client, @printed) }
      next steps.map(&:answer) unless @question['parallel']

      steps.map { |step| Thread.new { step.answer } }.map(&:value)
    end
  end

  def settings
    host = @given.key?('host') ? @given['host'] : @question['origin'] + @given['base_path']
    found = host.nil? ? {} : { host: }
    SETTINGS.each { |theirs, ours| found[ours] = @given[theirs] if @given.key?(theirs) }
    if @given.key?('server')
      found[:server_index] = @given['server']['index'] || 0
      found[:server_variables] = @given['server']['variables'] || {}
    end
    found[:logger] = Logger.new(@log) if @given['log']
    { **found, **credentials(@given['credentials']) }
  end

  # One credential alone is given as a plain value.
  def credentials(given)
    given.each_with_object({}) do |credential, found|
      scheme, kind, value = credential.values_at('scheme', 'kind', 'value')
      if value.is_a?(Hash) && !value.key?('callable')
        found.merge!(value.transform_keys(&:to_sym))
      else
        name = kind == 'apiKey' ? :api_key : :access_token
        secret = asked(value)
        found[name] = given.length == 1 ? secret : { **(found[name] || {}), scheme => secret }
      end
    end
  end

  def asked(value)
    return value if value.is_a?(String)

    tokens = value['callable'].dup
    -> { tokens.shift }
  end

  # Environment variables by the client's documented naming.
  def variables
    given = @given['environment'] || {}
    found = (given['scheme'] || {}).transform_keys do |scheme|
      "#{PREFIX}_#{scheme.gsub(/(?<=[a-z])(?=[A-Z])/, '_').upcase}"
    end
    given.key?('base_url') ? { **found, "#{PREFIX}_BASE_URL" => given['base_url'] } : found
  end

  def with_environment
    before = variables.to_h { |name, _| [name, ENV.fetch(name, nil)] }
    ENV.update(variables)
    yield
  ensure
    ENV.update(before)
  end
end

Thread.report_on_exception = false
lines = $stdout.dup
$stdout = $stderr # whatever a client prints must not disturb the protocol
$stdin.each_line do |line|
  found = Case.new(JSON.parse(line, max_nesting: false)).answer
  lines.puts(JSON.generate(found, max_nesting: false))
  lines.flush
end
