# frozen_string_literal: true

# What stands in programs: an object of texts by path on standard input, an object by path on
# standard output. A tree holds the kinds of nodes and their names; the texts of literals and of
# comments are given apart.

require 'json'
require 'ripper'

# Comments that Ruby itself obeys, and everything that is neither code nor a line comment.
class Directives < Ripper
  attr_reader :found

  def initialize(...)
    super
    @found = []
  end

  def on_magic_comment(name, _value)
    @found << name
  end

  def on_embdoc_beg(text)
    @found << text
  end

  def on___end__(text)
    @found << text
  end
end

# The kinds of nodes below one another, identifiers with their names, strings without their texts.
module Tree
  TEXTS = %i[string_content string_add tstring_content].freeze

  module_function

  def of(node)
    return node unless node.is_a?(Array)
    return of_token(node) if node.first.is_a?(Symbol) && node.first.to_s.start_with?('@')

    case node
    in [:string_literal | :dyna_symbol => kind, *rest] then text?(rest) ? ['text'] : [kind, *rest.map { |each| of(each) }]
    in [:symbol_literal, [:symbol, [:@tstring_content, *]]] then ['text']
    # A block that does not fit its line stands between `do` and `end`.
    in [:do_block, parameters, [:bodystmt, body, nil, nil, nil]] then of([:brace_block, parameters, body])
    else node.map { |each| of(each) }
    end
  end

  # A string without code inside.
  def text?(node)
    return TEXTS.include?(node.first.to_s.delete_prefix('@').to_sym) || node.all? { |each| text?(each) } if node.is_a?(Array)

    true
  end

  # A word of %w[…] is a string as well; where a token stands, and a label's form, do not matter.
  def of_token(token)
    kind, text, = token
    %i[@tstring_content @label_end].include?(kind) ? ['text'] : [kind, text]
  end
end

# The values of all literals.
def texts(node, found = [])
  return found unless node.is_a?(RubyVM::AbstractSyntaxTree::Node)

  found << node.children.first.to_s if %i[STR LIT].include?(node.type)
  node.children.each { |child| texts(child, found) }
  found
end

found = JSON.parse($stdin.read).to_h do |path, text|
  tree = Ripper.sexp(text)
  next [path, { faults: ["#{path} does not parse"] }] if tree.nil?

  directives = Directives.new(text, path)
  directives.parse
  values = texts(RubyVM::AbstractSyntaxTree.parse(text))
  comments = Ripper.lex(text).filter_map { |_, kind, token, _| token if kind == :on_comment }
  [path, { faults: [], tree: Tree.of(tree), texts: values, comments:, directives: directives.found }]
end
print JSON.generate(found)
