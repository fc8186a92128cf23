# frozen_string_literal: true

require_relative 'json'
require_relative 'percent'

module OpenApiOpenAIClient::Runtime
  # Parameters on the wire: every style and explode of OpenAPI 3.1 §4.8.12.3.
  #
  # Values come as plain JSON values. nil members of lists and objects are left out (RFC 6570
  # §2.3). The standard does not say how a list or an object inside a list or an object is written:
  # as compact JSON text, but in `deepObject`, where brackets nest and a list has its indices.
  module Parameters
    SEPARATORS = { form: ',', space_delimited: '%20', pipe_delimited: '%7C' }.freeze
    COMPONENT = Percent.method(:component)
    RESERVED = Percent.method(:reserved)
    FORM = Percent.method(:form)

    module_function

    # The `name=value` pieces of a query parameter; none for an empty list or object.
    def query(param, value)
      pairs(param.name, value, param.style, param.explode, COMPONENT, param.allow_reserved ? RESERVED : COMPONENT)
    end

    # The `name=value` pieces of a member of an urlencoded form.
    def form(part, value)
      encode = part.allow_reserved ? RESERVED : FORM
      style = part.payload == :json && composite?(value) ? :content : part.style
      style = :form if style == :content && !composite?(value)
      if style == :content && value.is_a?(Array) && part.explode
        # An array of objects is one JSON text per item, as it is in a multipart form.
        return value.compact.map { |item| "#{FORM.call(part.name)}=#{encode.call(inner(item))}" }
      end

      pairs(part.name, value, style, part.explode, FORM, encode)
    end

    # What stands for a parameter in the path.
    #
    # @raise [RequestError] when there is nothing to put
    def path(param, value)
      return Percent.segment(Json.generate_plain(value)) if param.style == :content && !value.nil?
      raise RequestError, "the path parameter #{param.name.inspect} needs a value" if [nil, [], {}].include?(value)

      case param.style
      when :label then ".#{joined(value, param.explode ? '.' : ',', param.explode, '.,=')}"
      when :matrix then matrix(param, value)
      else joined(value, ',', param.explode, ',=')
      end
    end

    # The value of a header parameter, nil for an empty list or object.
    def header(param, value)
      return ascii(Json.generate_plain(value)) if param.style == :content

      text = case value
             when Array then items(value).join(',')
             when Hash then members(value).map { |member| member.join(param.explode ? '=' : ',') }.join(',')
             else return value.nil? ? nil : ScalarText.of(value)
             end
      text unless text.empty? && items_of(value).empty?
    end

    # Names and values of the cookies of a parameter; an exploded list repeats its name.
    def cookies(param, value)
      name = param.name
      return [[name, Percent.cookie(Json.generate_plain(value))]] if param.style == :content

      case value
      when Array then cookie_list(name, items(value).map { |item| Percent.cookie(item) }, param.explode)
      when Hash
        pairs = members(value).map { |key, text| [key, Percent.cookie(text)] }
        param.explode ? pairs : cookie_list(name, pairs.map { |key, text| [Percent.cookie(key), text] }.flatten, false)
      else value.nil? ? [] : [[name, Percent.cookie(ScalarText.of(value))]]
      end
    end

    # `name=value` pieces of a value in a style of the query.
    def pairs(name, value, style, explode, key, encode)
      case style
      when :content then ["#{key.call(name)}=#{encode.call(Json.generate_plain(value))}"]
      when :deep_object then deep(name, value).map { |path, text| "#{key.call(path)}=#{encode.call(text)}" }
      else flat(name, value, SEPARATORS.fetch(style, ','), explode, key, encode)
      end
    end

    def flat(name, value, separator, explode, key, encode)
      case value
      when Array
        texts = items(value).map(&encode)
        return texts.map { |text| "#{key.call(name)}=#{text}" } if explode
      when Hash
        texts = members(value)
        return texts.map { |member, text| "#{key.call(member)}=#{encode.call(text)}" } if explode

        texts = texts.flatten.map(&encode)
      else
        return value.nil? ? [] : ["#{key.call(name)}=#{encode.call(ScalarText.of(value))}"]
      end
      texts.empty? ? [] : ["#{key.call(name)}=#{texts.join(separator)}"]
    end

    def deep(name, value)
      case value
      when Hash then value.flat_map { |key, item| deep("#{name}[#{key}]", item) }
      when Array then value.each_with_index.flat_map { |item, index| deep("#{name}[#{index}]", item) }
      else value.nil? ? [] : [[name, ScalarText.of(value)]]
      end
    end

    def joined(value, separator, explode, delimiters)
      case value
      when Array then items(value).map { |item| Percent.segment(item, delimiters) }.join(separator)
      when Hash
        members(value).map do |member|
          member.map { |text| Percent.segment(text, delimiters) }.join(explode ? '=' : ',')
        end.join(separator)
      else Percent.segment(ScalarText.of(value))
      end
    end

    def matrix(param, value)
      name = Percent.segment(param.name, ';=')
      return ";#{name}=#{joined(value, ',', false, ';,=')}" if composite?(value) && !param.explode

      case value
      when Array then items(value).map { |item| ";#{name}=#{Percent.segment(item, ';,=')}" }.join
      when Hash
        members(value).map { |member| ";#{member.map { |text| Percent.segment(text, ';,=') }.join('=')}" }.join
      else
        # RFC 6570 §3.2.7: an empty value leaves the equals sign out.
        text = Percent.segment(ScalarText.of(value), ';')
        text.empty? ? ";#{name}" : ";#{name}=#{text}"
      end
    end

    def cookie_list(name, texts, explode)
      return texts.map { |text| [name, text] } if explode

      texts.empty? ? [] : [[name, texts.join(',')]]
    end

    def items(value)
      value.compact.map { |item| inner(item) }
    end

    def members(value)
      value.compact.map { |key, item| [key, inner(item)] }
    end

    def items_of(value)
      value.is_a?(Hash) ? value.compact.keys : value.compact
    end

    # The text of a member of a list or object.
    def inner(value)
      composite?(value) || value.nil? ? Json.generate_plain(value) : ScalarText.of(value)
    end

    def composite?(value)
      value.is_a?(Hash) || value.is_a?(Array)
    end

    def ascii(text)
      text.gsub(/[^\x00-\x7f]/) { |char| char.encode('UTF-16BE').unpack('n*').map { |unit| format('\\u%04x', unit) }.join }
    end
  end
end
