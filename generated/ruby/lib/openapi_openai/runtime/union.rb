# frozen_string_literal: true

require_relative 'model'
require_relative 'named'

module OpenApiOpenAIClient::Runtime
  # A module for one of several types. The kind of the JSON value speaks first; among objects the
  # tag, a unique member, or the order decides.
  module Union
    include Named

    # One possibility: `tags` are the values of the tag that select it, `key` a member that no
    # other variant has.
    class Variant
      attr_reader :tags, :key

      def initialize(tags, key, block)
        @tags = tags
        @key = key
        @block = block
      end

      def type
        @type ||= Types.of(@block)
      end
    end

    # Declares the member that tells the variants apart.
    def tag(name)
      @tag = name
    end

    # Declares a variant, whose type the block spells.
    def variant(*tags, key: nil, &type)
      (@variants ||= []) << Variant.new(tags, key, type)
    end

    # Declares that there are no other variants. A server's are kept all the same.
    def closed
      @closed = true
    end

    # @return [Array<Variant>]
    attr_reader :variants

    # A value of the right variant, from what a caller has.
    #
    # @raise [ArgumentError] for a required member that is missing
    def new(values = nil, **keywords)
      value = Plain.take(values.nil? || values.is_a?(Hash) ? values.to_h.merge(keywords) : values)
      return value if value.is_a?(Model)

      chosen = choose(value)
      return value.is_a?(Hash) && !chosen ? UnknownVariant.new(value) : value unless chosen

      chosen.type.respond_to?(:new) ? chosen.type.new(value) : chosen.type.hydrate(value)
    end

    # The variant's value from plain JSON; an object of no variant becomes an UnknownVariant.
    def hydrate(value)
      return value if value.is_a?(Model) || !(value.is_a?(Hash) || structured?)
      return placed(value) unless nested?

      found = value
      Running.once(self, value) { found = placed(value) }
      found
    end

    # Whether a value is one of the variants; unknown ones are.
    def ===(value)
      return classes.any? { |model| value.is_a?(model) } || value.is_a?(UnknownVariant) if value.is_a?(Model)

      kind = Kinds.of(value)
      kinds.include?(kind) && (kind != :object || classes.empty?)
    end

    # @return [Array<Class>] the models among the variants, those of unions inside too
    def classes(seen = [])
      return [] if seen.include?(self)

      @variants.flat_map { |variant| Union.classes(variant.type, [*seen, self]) }.uniq
    end

    def self.classes(type, seen)
      case type
      when Union then type.classes(seen)
      when Alias then seen.include?(type) ? [] : classes(type.type, [*seen, type])
      when Types::Nullable then classes(type.inner, seen)
      when Class then [type]
      else []
      end
    end

    def check(value, path, found)
      ran = Running.once(self, path) { check_cases(value, path, found) }
      found << Problem.new(path, 'the type is only itself') unless ran
    end

    # Whether all required members of a type are there.
    def self.likely?(type, value)
      case type
      when Union
        found = false
        Running.once(type, value) { found = type.cases_of(value)&.any? { |variant| likely?(variant.type, value) } }
        found
      when Alias then likely?(type.type, value)
      when Types::Nullable then likely?(type.inner, value)
      when Class then type.likely?(value)
      else type.kinds.include?(:object)
      end
    end

    # The variants that may hold `value`, the right one if it can be told.
    #
    # Several are to be tried in order. Empty: none has the value's kind. nil: an object of a
    # variant that the document does not have.
    def cases_of(value)
      kind = Kinds.of(value)
      fit = @variants.select { |variant| variant.type.kinds.include?(kind) }
      return fit if kind != :object || fit.empty?
      return by_tag(fit, value) if tag_name && fit.any? { |variant| !variant.tags.empty? }
      return by_key(fit, value) if fit.any?(&:key)

      fit
    end

    # @return [String, nil]
    def tag_name
      @tag
    end

    private

    def placed(value)
      chosen = choose(value)
      return chosen.type.hydrate(value) if chosen

      value.is_a?(Hash) && kinds.include?(:object) ? UnknownVariant.hydrate(value) : value
    end

    # Whether a variant may be a union that has this one as a variant.
    def nested?
      @nested = @variants.any? { |variant| variant.type.is_a?(Named) } if @nested.nil?
      @nested
    end

    def choose(value)
      return chosen_by_tag(value) if value.is_a?(Hash) && tag_name && tagged.key?(value[tag_name])

      cases = cases_of(value)
      cases = cases&.reject { |variant| Running.now?(variant.type, value) } if nested?
      return cases&.first if cases.nil? || cases.size < 2

      cases.find { |variant| fits?(variant, value) } ||
        (value.is_a?(Hash) ? cases.find { |variant| Union.likely?(variant.type, value) } : cases.first)
    end

    def check_cases(value, path, found)
      cases = cases_of(value)
      return refuse(value, path, found, cases) if cases.nil? || cases.empty?

      tries = cases.map { |variant| [].tap { |problems| variant.type.check(value, path, problems) } }
      return if tries.any?(&:empty?)

      nearest = value.is_a?(Hash) ? cases.find_index { |variant| Union.likely?(variant.type, value) } : nil
      found.concat(tries[nearest || 0])
    end

    def chosen_by_tag(value)
      tagged[value[tag_name]]
    end

    # The variants by their tags, the first of each.
    def tagged
      @tagged ||= @variants.reverse.flat_map { |variant| variant.tags.map { |tag| [tag, variant] } }.to_h
    end

    def by_tag(fit, value)
      found = fit.select { |variant| variant.tags.any? { |tag| Kinds.same?(tag, value[tag_name]) } }
      first_or_rest(found, fit.select { |variant| variant.tags.empty? })
    end

    def by_key(fit, value)
      found = fit.select { |variant| variant.key && value.key?(variant.key) }
      first_or_rest(found, fit.reject(&:key))
    end

    def first_or_rest(found, rest)
      return found.first(1) unless found.empty?

      rest.empty? ? nil : rest
    end

    def fits?(variant, value)
      problems = []
      place = []
      Running.once(self, place) { variant.type.check(value, place, problems) }
      problems.empty?
    end

    def refuse(value, path, found, cases)
      if cases
        found << Problem.new(path, "expected one of #{kinds.join(', ')}, got #{Kinds.shown(value)}")
      elsif @closed
        what = tag_name ? "#{tag_name} #{Kinds.shown(value[tag_name])}" : 'members'
        found << Problem.new(path, "no variant has such #{what}")
      end
    end

    def own_kinds
      @variants.flat_map { |variant| variant.type.kinds }
    end

    def own_structured?
      @variants.any? { |variant| variant.type.structured? }
    end
  end
end
