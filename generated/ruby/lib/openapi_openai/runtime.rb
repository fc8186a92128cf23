# frozen_string_literal: true

# The runtime of the client: everything that is the same for every API.
#
# Its files open their modules in compact form (`module A::B`), so that names inside are looked up
# in the runtime and in Ruby, never among the models: one of those may be called `String`.

require_relative 'runtime/errors'
require_relative 'runtime/operation'
require_relative 'runtime/model'
require_relative 'runtime/union'
require_relative 'runtime/enumeration'
require_relative 'runtime/alias'
require_relative 'runtime/configuration'
require_relative 'runtime/api_client'
require_relative 'runtime/api'
require_relative 'runtime/package'
