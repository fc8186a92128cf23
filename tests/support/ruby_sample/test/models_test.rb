# frozen_string_literal: true

require 'pp'
require_relative 'helper'

class ModelsTest < Minitest::Test
  def user
    Client::ChatCompletionRequestUserMessage
  end

  def thing(text = '{"id":1,"name":null}', **options)
    Client::Thing.from_json(text, **options)
  end

  def test_a_hash_and_keywords_make_the_same
    one = Client::Thing.new(id: 1, name: 'a', class: 'x', plus_1: 2)
    two = Client::Thing.new({ 'id' => 1, 'name' => 'a', 'class' => 'x', '+1' => 2 })
    three = Client::Thing.new({ id: 1, class_: 'x' }, name: 'a', '+1': 2)
    assert_equal one, two
    assert_equal one, three
    assert_equal({ 'id' => 1, 'name' => 'a', '+1' => 2, 'class' => 'x' }, one.to_h)
  end

  def test_what_is_missing_and_what_is_unknown_is_said
    assert_equal 'OpenApiOpenAIClient::Thing misses :name', assert_raises(ArgumentError) { Client::Thing.new(id: 1) }.message
    error = assert_raises(ArgumentError) { Client::Missing.new(resource: 'a', resorce: 1) }
    assert_equal 'OpenApiOpenAIClient::Missing has no member :resorce; did you mean :resource?', error.message
    assert_raises(ArgumentError) { Client::Thing.new([1]) }
  end

  def test_absent_null_and_present_differ
    value = Client::CreateChatCompletionRequest.new(messages: [], model: 'm', stop: nil)
    assert value.key?(:stop)
    refute value.key?(:user)
    assert_nil value.stop
    assert_nil value.user
    assert_equal '{"messages":[],"model":"m","stop":null}', value.to_json
    value.user = nil
    value.delete(:stop)
    assert_equal '{"messages":[],"model":"m","user":null}', value.to_json
    refute_equal Client::Fault.new(title: 'a', status: nil), Client::Fault.new(title: 'a')
  end

  def test_nested_hashes_become_models_when_they_are_read
    value = Client::CreateChatCompletionRequest.new(messages: [{ role: :user, content: 'hi' }], model: 'm')
    assert_instance_of user, value.messages.first
    assert_same value.messages.first, value.messages.first
    value.messages.first.content = 'ho'
    value.messages << user.new(role: 'user', content: 'again')
    assert_equal %w[ho again], JSON.parse(value.to_json)['messages'].map { |message| message['content'] }
  end

  def test_the_caller_keeps_his_own_hash
    given = { messages: [], model: 'm', metadata: { a: 'b' } }
    value = Client::CreateChatCompletionRequest.new(given)
    given[:metadata][:a] = 'c'
    assert_equal({ 'a' => 'b' }, value.metadata)
  end

  def test_unknown_members_are_kept_and_read
    value = Client::Fault.from_json('{"title":"a","new":{"deep":[1]}}')
    assert_equal({ 'new' => { 'deep' => [1] } }, value.additional_properties)
    assert_equal 1, value.dig(:new, 'deep', 0)
    assert_equal '{"title":"a","new":{"deep":[1]}}', value.to_json
    assert_instance_of Client::Thing, thing('{"id":1,"name":"a","other":{"id":2}}')[:other]
  end

  def test_names_that_ruby_has_already
    value = thing('{"id":1,"name":"a","class":"b","end":"c","fooBar":true,"when":null,"string":{"text":"d"}}')
    assert_equal ['b', 'b', 'c', true, 'd'], [value.class_, value['class'], value.end, value.fooBar, value.string.text]
    assert_instance_of Client::String, value.string
    value.end = 'e'
    assert_equal 'e', value[:end]
  end

  def test_patterns
    case thing('{"id":1,"name":"a","class":"b","shape":{"radius":2}}')
    in { class: 'b', class_: 'b', shape: Client::ShapeCircle => circle, day: nil }
      assert_equal 2, circle.radius
    end
    case Client::ChatCompletionRequestMessage.from_hash({ role: 'user', content: 'hi' })
    in { role: 'system' } then flunk
    in { role: 'user', content: ::String => text } then assert_equal 'hi', text
    end
    found = (thing in { unheard: nil })
    refute found
  end

  def test_unions_decode_into_the_right_variant
    union = Client::ChatCompletionRequestMessage
    assert_instance_of Client::ChatCompletionRequestAssistantMessage, union.from_json('{"role":"assistant"}')
    assert_instance_of Client::ShapeSquare, thing('{"id":1,"name":"a","shape":{"side":1,"more":2}}').shape
    content = user.from_json('{"role":"user","content":[{"type":"text"}]}').content
    assert_instance_of Client::ChatCompletionRequestUserMessageContentPart, content.first
    assert_equal 'text', user.from_json('{"role":"user","content":"text"}').content
    assert_instance_of user, union.new(role: 'user', content: 'hi')
    assert_raises(ArgumentError) { union.new(role: 'user') }
  end

  def test_unknown_variants_are_kept
    value = Client::ChatCompletionRequestMessage.from_json('{"role":"alien","text":"x"}')
    assert_instance_of Client::UnknownVariant, value
    assert_equal ['alien', 'x', 'x'], [value.role, value.text, value['text']]
    assert_respond_to value, :role
    assert_raises(NoMethodError) { value.nothing }
    assert_equal '{"role":"alien","text":"x"}', value.to_json
    assert_operator Client::ChatCompletionRequestMessage, :===, value
    refute_operator Client::ChatCompletionRequestMessage, :===, Client::Fault.new(title: 'a')
  end

  def test_enumerations_are_open
    assert_equal %w[low medium high], Client::ReasoningEffort.values
    assert_operator Client::ReasoningEffort, :===, 'low'
    value = Client::CreateChatCompletionRequest.from_json('{"messages":[],"model":"m","reasoning_effort":"huge"}')
    assert_equal 'huge', value.reasoning_effort
    refute_operator Client::ReasoningEffort, :===, 'huge'
  end

  def test_what_breaks_the_schema_destroys_nothing_else
    value = thing('{"id":"x","name":5,"shape":7,"child":[1],"day":"soon","when":"2024-01-02T03:04:05Z"}')
    assert_equal ['x', 5, 7, [1], 'soon'], [value.id, value.name, value.shape, value.child, value.day]
    assert_instance_of Runtime::Timestamp, value.when
  end

  def test_strict_tells_every_place
    error = assert_raises(Client::DecodeError) { thing('{"id":"x","tags":["a","a"],"child":{"id":1,"name":2}}', strict: true) }
    ['/id: expected an integer, got "x"', 'the required member "name" is missing', '/tags: an item repeats',
     '/child/name: expected a string, got 2'].each { |text| assert_includes error.message, text }
    assert_raises(Client::DecodeError) { Client::Missing.from_hash({ resource: 'a', other: 1 }, strict: true) }
    assert_raises(Client::DecodeError) { Client::ReasoningEffort.from_hash('huge', strict: true) }
    assert_equal 'other', Client::CreateChatCompletionRequestModel.from_hash('other', strict: true)
    assert_raises(Client::DecodeError) { thing('{"id":') }
  end

  def test_equality_hash_and_copies
    one = thing('{"id":1,"name":"a","child":{"id":2,"name":"b"}}')
    two = thing('{"id":1,"name":"a","child":{"id":2,"name":"b"}}')
    assert_equal one, two
    assert_equal 1, [one, two].uniq.size
    copy = one.dup
    copy.name = 'c'
    assert_equal 'a', one.name
    refute_equal one, copy
    refute_equal one, one.to_h
    one.freeze
    assert_equal 'b', one.child.name
    assert_raises(FrozenError) { one.name = 'd' }
    one.dup.name = 'd'
    assert_equal '[{"id":1}]', JSON.generate([Client::Thing.from_hash({ id: 1 })])
    assert_equal one, Marshal.load(Marshal.dump(one))
  end

  def test_order_of_members
    value = Client::Fault.from_json('{"z":1,"status":5,"title":"a"}')
    assert_equal '{"title":"a","status":5,"z":1}', value.to_json
    assert_equal '#<OpenApiOpenAIClient::Fault title="a" status=5 z=1>', value.inspect
  end

  def test_pp_breaks_long_models
    value = thing(%({"id":1,"name":"#{'a' * 60}","child":{"id":2,"name":"b"}}))
    assert_equal "#<OpenApiOpenAIClient::Thing\n id=1\n name=\"#{'a' * 60}\"\n child=#<OpenApiOpenAIClient::Thing id=2 name=\"b\">>\n",
                 PP.pp(value, +'')
  end

  def test_many_threads_read_one_model
    value = thing(%({"id":1,"name":"a","child":{"id":2,"name":"b"}}))
    found = Array.new(8) { Thread.new { value.child.name } }.map(&:value)
    assert_equal ['b'], found.uniq
  end

  # The names that members must not have, one per line, are those that generated code avoids.
  def test_no_method_of_a_model_is_a_possible_member
    forbidden = File.readlines(File.join(__dir__, '..', 'forbidden.txt'), chomp: true)
    # What Ruby makes of these names by itself no model relies on.
    unneeded = %w[pp to_yaml taint untaint trust untrust tainted instance_variables_to_inspect stub]
    own = Runtime::Model.instance_methods(false) + Runtime::Model.private_instance_methods(false)
    every = own + Object.instance_methods + BasicObject.private_instance_methods
    names = every.map(&:name).grep(/\A[a-zA-Z_][a-zA-Z0-9_]*\z/)
    assert_empty names.uniq - forbidden - unneeded - Minitest::Expectations.instance_methods.map(&:name)
    assert_equal forbidden.sort.uniq, forbidden
  end
end
