# frozen_string_literal: true

# The Ruby client against bare `Net::HTTP` and `JSON.parse`; tests/bench/program.py tells how.
#
# Models are made when they are first read, so that `decode` alone says little: `read NAME` decodes
# the same bytes and reads every member of the reply, on the other side from the Hashes.

require 'json'
require 'net/http'

QUESTION = JSON.parse($stdin.readline)
$LOAD_PATH.unshift(File.join(QUESTION['client'], 'lib'))
require 'openapi_openai'

WALL = Process::CLOCK_MONOTONIC
CPU = Process::CLOCK_PROCESS_CPUTIME_ID

def timed(side, loops, clock)
  GC.start
  start = Process.clock_gettime(clock)
  loops.times { side.call }
  (Process.clock_gettime(clock) - start) / loops
end

def in_turns(name, ours, theirs, clock)
  raise "#{name}: the two sides did not do the same" unless ours.call == theirs.call

  sides = [ours, theirs]
  loops = sides.map do |side|
    timed(side, 3, clock)
    [(QUESTION['seconds'] / [timed(side, 1, clock), 1e-7].max).to_i, 1].max
  end
  samples = [[], []]
  QUESTION['rounds'].times do |turn|
    (turn.odd? ? [0, 1] : [1, 0]).each { |which| samples[which] << timed(sides[which], loops[which], clock) }
  end
  puts JSON.generate(name:, ours: samples[0], theirs: samples[1])
end

REQUEST = JSON.parse(QUESTION['request'])
CLIENT = OpenApiOpenAIClient::ApiClient.new(
  OpenApiOpenAIClient::Configuration.new(host: QUESTION['origin'], access_token: 'none')
)
API = OpenApiOpenAIClient::ChatApi.new(CLIENT)
ORIGIN = URI(QUESTION['origin'])
HEADERS = { 'Content-Type' => 'application/json', 'Authorization' => 'Bearer none' }.freeze

# What a person writes who knows that each event is one line, and that it is never cut.
def bare_stream(connection)
  count = 0
  rest = ''
  request = Net::HTTP::Post.new('/chat/completions', HEADERS)
  request.body = JSON.generate({ **REQUEST, 'stream' => true })
  connection.request(request) do |response|
    response.read_body do |bytes|
      *lines, rest = (rest + bytes).split("\n", -1)
      lines.each do |line|
        next if !line.start_with?('data: ') || line == 'data: [DONE]'

        count += JSON.parse(line.delete_prefix('data: '))['choices'].size
      end
    end
  end
  count
end

Net::HTTP.start(ORIGIN.host, ORIGIN.port, nil) do |connection|
  bare = -> { JSON.parse(connection.post('/chat/completions', JSON.generate(REQUEST), HEADERS).body)['id'] }
  ours = -> { API.create_chat_completion(REQUEST).id }
  in_turns('call', ours, bare, WALL)
  # Net::HTTP writes head and body apart, which costs time on the way; this is what it computes.
  in_turns('call CPU time', ours, bare, CPU)
  streamed = -> { API.create_chat_completion_stream(REQUEST).sum { |chunk| chunk.choices.size } }
  in_turns('stream', streamed, -> { bare_stream(connection) }, WALL)
end
CLIENT.close

# Every member of a reply, read by its method; gives how many values there were, nil ones too.
def read_ours(reply)
  seen = [reply.id, reply.object, reply.created, reply.model, reply.service_tier, reply.system_fingerprint].size
  used = reply.usage
  seen += [used.prompt_tokens, used.completion_tokens, used.total_tokens].size
  put = used.prompt_tokens_details
  got = used.completion_tokens_details
  seen += [put.cached_tokens, put.audio_tokens, got.reasoning_tokens, got.audio_tokens].size
  seen += [got.accepted_prediction_tokens, got.rejected_prediction_tokens].size
  reply.choices.sum(seen) do |choice|
    message = choice.message
    seen = [choice.index, choice.finish_reason, message.role, message.content, message.refusal].size
    (choice.logprobs&.content || []).sum(seen) do |token|
      token.top_logprobs.sum([token.token, token.logprob, *token.bytes].size) do |other|
        [other.token, other.logprob, *other.bytes].size
      end
    end
  end
end

# The same of what JSON.parse gives.
def read_theirs(reply)
  seen = reply.values_at('id', 'object', 'created', 'model', 'service_tier', 'system_fingerprint').size
  used = reply['usage']
  seen += [used['prompt_tokens'], used['completion_tokens'], used['total_tokens']].size
  put = used['prompt_tokens_details']
  got = used['completion_tokens_details']
  seen += [put['cached_tokens'], put['audio_tokens'], got['reasoning_tokens'], got['audio_tokens']].size
  seen += [got['accepted_prediction_tokens'], got['rejected_prediction_tokens']].size
  reply['choices'].sum(seen) do |choice|
    message = choice['message']
    seen = [choice['index'], choice['finish_reason'], message['role'], message['content'], message['refusal']].size
    (choice.dig('logprobs', 'content') || []).sum(seen) do |token|
      token['top_logprobs'].sum([token['token'], token['logprob'], *token['bytes']].size) do |other|
        [other['token'], other['logprob'], *other['bytes']].size
      end
    end
  end
end

declared = OpenApiOpenAIClient::Runtime::Response.new(
  '200',
  [OpenApiOpenAIClient::Runtime::Content.new('application/json', :json) { OpenApiOpenAIClient::CreateChatCompletionResponse }]
)
QUESTION['replies'].each do |name, path|
  bytes = File.binread(path)
  decoded = -> { OpenApiOpenAIClient::Runtime::Decoding.decode(declared, 'application/json', bytes, false) }
  in_turns("decode #{name}", -> { decoded.call.id }, -> { JSON.parse(bytes)['id'] }, CPU)
  in_turns("read #{name}", -> { read_ours(decoded.call) }, -> { read_theirs(JSON.parse(bytes)) }, CPU)
end
