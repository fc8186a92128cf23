# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # Credentials and base URL from the environment.
  #
  # A scheme `ApiKeyAuth` of the package `petstore` is looked for in `PETSTORE_API_KEY_AUTH` (its id
  # in words) and then in `PETSTORE_APIKEYAUTH`; the base URL in `PETSTORE_BASE_URL`.
  module Environment
    WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[A-Z]/
    OTHER = /[^A-Za-z0-9]+/

    # What a scheme of a kind needs beside its own variable.
    SUFFIXES = { basic: %w[_USERNAME _PASSWORD], oauth2: %w[_CLIENT_ID _CLIENT_SECRET] }.freeze

    module_function

    # The credentials of all schemes that have one: id and suffix to text.
    def credentials(facts, environment)
      facts.schemes.each_with_object({}) do |scheme, found|
        ['', *SUFFIXES[scheme.kind]].each do |suffix|
          value = credential(environment, facts.package, scheme.id, suffix)
          found[scheme.id + suffix] = value if value
        end
      end
    end

    # The name of the variable that holds the credential of a scheme.
    def name(package, scheme)
      # Digits stay with the word before them: OAUTH2, not OAUTH_2.
      words = scheme.split(OTHER).reject(&:empty?).map { |piece| piece.scan(WORD).join('_').gsub(/_(?=[0-9])/, '') }
      "#{prefix(package)}_#{words.join('_').upcase}"
    end

    # The other name: the scheme's id in upper case.
    def plain_name(package, scheme)
      "#{prefix(package)}_#{scheme.gsub(OTHER, '_').gsub(/\A_+|_+\z/, '').upcase}"
    end

    # The base URL, nil when it is unset or empty.
    def base_url(package, environment)
      present(environment["#{prefix(package)}_BASE_URL"])
    end

    def credential(environment, package, scheme, suffix)
      [name(package, scheme), plain_name(package, scheme)].filter_map { |name| present(environment[name + suffix]) }.first
    end

    def present(text)
      text unless text.nil? || text.empty?
    end

    def prefix(package)
      package.gsub(OTHER, '_').upcase
    end
  end
end
