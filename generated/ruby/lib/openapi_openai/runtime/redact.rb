# frozen_string_literal: true

module OpenApiOpenAIClient::Runtime
  # What holds requests or credentials prints as its class alone.
  module Quiet
    def inspect
      "#<#{self.class}>"
    end
    alias to_s inspect
  end

  # What may be shown: credentials never leave through messages, `inspect` or logs.
  module Redact
    MASK = '***'

    # Names of the header fields whose values are printed; any other is masked.
    SHOWN = %w[
      accept accept-encoding cache-control connection content-encoding content-length content-type date
      retry-after retry-after-ms server transfer-encoding user-agent x-request-id x-should-retry
    ].to_h { |name| [name, true] }.freeze

    # Names of the header fields that `inspect` of response headers masks.
    HIDDEN = %w[
      set-cookie set-cookie2 authorization cookie proxy-authorization x-api-key
    ].to_h { |name| [name, true] }.freeze

    SHORTEST = 4

    module_function

    # Header fields for a log: values outside the allow-list are masked.
    def loggable(fields)
      fields.map { |name, value| [name, SHOWN.key?(name.downcase) ? value : MASK] }
    end

    # Header fields for `inspect`: what carries credentials by its definition is masked.
    def shown(fields)
      fields.map { |name, value| [name, HIDDEN.key?(name.downcase) ? MASK : value] }
    end

    # `text` with every secret masked: a server may echo what it was sent. Very short secrets
    # stay: masking each `a` would hide the message and betray the secret.
    def without(text, secrets)
      secrets.uniq.sort_by { |secret| -secret.size }.reduce(text) do |left, secret|
        secret.size < SHORTEST ? left : left.gsub(secret, MASK)
      end
    end
  end
end
