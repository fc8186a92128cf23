# frozen_string_literal: true

require_relative 'decodable'

module OpenApiOpenAIClient::Runtime
  # What modules for unions and aliases share: they are types by name, which may be recursive.
  module Named
    include Decodable

    def kinds
      once(:kinds, []) { own_kinds.uniq }
    end

    def structured?
      once(:structured, true) { own_structured? }
    end

    private

    # A fact that is found out once. A type that meets itself on the way takes `meanwhile`, which
    # adds nothing to the answer; what was found out with it holds for that type only.
    def once(name, meanwhile)
      @facts ||= {}
      @facts.fetch(name) do
        open = (Thread.current[:"#{Named.name} #{name}"] ||= Search.new([], nil))
        open.around(self, meanwhile) { |complete| yield.tap { |fact| complete.call { @facts[name] = fact } } }
      end
    end

    # The types that are being looked into, and the outermost of them that was met again.
    Search = Struct.new(:types, :met) do
      def around(type, meanwhile)
        place = types.index(type)
        if place
          self.met = [met, place].compact.min
          return meanwhile
        end
        types.push(type)
        yield ->(&keep) { keep.call if met.nil? || met >= types.size - 1 }
      ensure
        close unless place
      end

      def close
        types.pop
        self.met = nil if met && met >= types.size
      end
    end
    private_constant :Search
  end

  # The unions that look for the variant of a value just now, in this thread: those that are
  # variants of each other would ask each other forever.
  module Running
    module_function

    # Runs the block, unless it is running already for the same union and place.
    #
    # @return [Boolean] whether it ran
    def once(union, place)
      return false if now?(union, place)

      running.push([union, place])
      begin
        yield
      ensure
        running.pop
      end
      true
    end

    def now?(union, place)
      running.any? { |other, where| other.equal?(union) && where.equal?(place) }
    end

    def running
      Thread.current[:"#{name} unions"] ||= []
    end
  end
end
