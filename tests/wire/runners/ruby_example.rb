# frozen_string_literal: true

# Runs an example of a page: `ruby -w ruby_example.rb FILE`. The folder of the client stands in
# CLIENT_FOLDER. A warning about the example or the client is an error.

folder = ENV.fetch('CLIENT_FOLDER')
file = File.expand_path(ARGV.fetch(0))

Warning.extend(
  Module.new do
    define_method(:warn) do |message, **options|
      raise message if message.start_with?(folder, file)

      super(message, **options)
    end
  end
)

$LOAD_PATH.unshift(File.join(folder, 'lib'))
load(file)
