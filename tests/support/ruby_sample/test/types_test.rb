# frozen_string_literal: true

require_relative 'helper'

class TypesTest < Minitest::Test
  # Types that are called like each other.
  module Left
    extend Runtime::Union

    variant { Right }
    variant { string }
  end

  module Right
    extend Runtime::Union

    variant { Left }
    variant { integer }
  end

  module Tree
    extend Runtime::Alias

    is { list(Tree) }
  end

  module Numbered
    extend Runtime::Union

    tag 'kind'
    variant(1) { map(integer) }
    variant(true) { map(boolean) }
    closed
  end

  def type(&block)
    Runtime::Types.of(block)
  end

  def problems(value, &block)
    [].tap { |found| type(&block).check(value, [], found) }.map(&:to_s)
  end

  def test_bounds
    assert_empty problems('abc') { string(min_length: 3, max_length: 3, pattern: '^a.c$') }
    assert_equal 2, problems("ab\n") { string(max_length: 2, pattern: '^ab$') }.size
    assert_equal ['(the whole value): 3 is more than 2'], (problems(3) { integer(maximum: 2) })
    assert_empty problems(0.3) { number(multiple_of: 0.1) }
    assert_equal 1, problems(0.35) { number(multiple_of: 0.1) }.size
    assert_equal 2, problems(0) { number(exclusive_minimum: 0, exclusive_maximum: 0) }.size
    assert_equal ['(the whole value): an item repeats'], (problems([1, 1.0]) { list(any, unique_items: true) })
    assert_equal 1, problems({ 'a' => 1 }) { map(any, min_properties: 2) }.size
    assert_raises(ArgumentError) { type { string(longest: 1) } }
  end

  def test_patterns_of_other_languages_harm_nothing
    assert_empty problems('a') { string(pattern: '(?<a') }
    assert_equal 1, problems('$') { string(pattern: '^[$^]a$') }.size
    assert_empty problems('$a') { string(pattern: '^[$^]a$') }
  end

  def test_kinds
    assert_empty problems(1.0) { integer }
    assert_equal 1, problems(1.5) { integer }.size
    assert_equal 1, problems(true) { integer }.size
    assert_equal 1, problems(nil) { string }.size
    assert_empty problems(nil) { nullable(string) }
    assert_equal 1, problems('a') { literal('b') }.size
    assert_equal 1, problems('2024-02-30') { date }.size
    assert_empty problems('2024-02-28T00:00:00Z') { date_time }
  end

  def test_types_of_each_other
    assert_equal %i[integer string], Left.kinds.sort
    assert_equal %i[integer string], Right.kinds.sort
    assert_equal 5, Left.hydrate(5)
    assert_equal [[], [[]]], Tree.from_hash([[], [[]]], strict: true)
    assert_raises(Client::DecodeError) { Tree.from_hash([1], strict: true) }
  end

  # Unions of objects that are variants of each other.
  module First
    extend Runtime::Union

    variant { Second }
    variant { Client::Fault }
  end

  module Second
    extend Runtime::Union

    variant { First }
    variant { Client::Missing }
  end

  def test_unions_of_each_other
    [First, Second].each do |union|
      assert_instance_of Client::Fault, union.from_hash({ title: 'a' })
      assert_instance_of Client::Missing, union.from_hash({ resource: 'a' })
      assert_kind_of Runtime::Model, union.from_hash({ nothing: 1 })
      assert_raises(Client::DecodeError) { union.from_hash({ nothing: 1 }, strict: true) }
    end
  end

  def test_tags_that_are_no_text
    assert_raises(Client::DecodeError) { Numbered.from_hash({ 'kind' => 1, 'a' => true }, strict: true) }
    assert_equal({ 'kind' => true, 'a' => false }, Numbered.from_hash({ 'kind' => true, 'a' => false }, strict: true))
    error = assert_raises(Client::DecodeError) { Numbered.from_hash({ 'kind' => 7 }, strict: true) }
    assert_includes error.message, 'no variant has such kind 7'
    assert_instance_of Client::UnknownVariant, Numbered.from_hash({ kind: 7 })
  end

  def test_a_union_of_the_same_kinds_takes_the_first_that_fits
    union = Module.new do
      extend Runtime::Union

      variant { Client::Fault }
      variant { Client::Missing }
    end
    assert_instance_of Client::Missing, union.hydrate({ 'resource' => 'a' })
    assert_instance_of Client::Fault, union.hydrate({ 'title' => 'a', 'resource' => 'b' })
    assert_instance_of Client::UnknownVariant, union.hydrate({ 'nothing' => 1 })
  end
end
