# frozen_string_literal: true

require_relative 'operation'
require_relative 'plain'

module OpenApiOpenAIClient::Runtime
  # How an operation pages. `items` is the member of a page that holds its items. `next` is a member
  # of the page, or else of its last item, whose value the argument `key` takes to ask for the next
  # page. `more` is a member that is true as long as more is to come.
  Pages = Table.of(:items, :key, :next, more: nil) do
    # The items of a page; none where it is not what the document promised.
    def of(page)
      found = read(page, items)
      found.is_a?(Array) ? found : []
    end

    # The values that ask for the page after this one; nil after the last.
    #
    # A server that names the same page again would be asked forever: it is taken for the last.
    def following(page, values)
      last = of(page).last
      return if last.nil? || (more && !read(page, more))

      found = read(page, self.next)
      found = read(last, self.next) if found.nil?
      return if found.nil? || found == '' || found == values[key]

      values.merge(key => found)
    end

    private

    def read(value, name)
      value[name] if value.is_a?(Model) || value.is_a?(Hash)
    end
  end
end
