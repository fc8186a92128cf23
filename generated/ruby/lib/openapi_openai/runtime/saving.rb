# frozen_string_literal: true

require 'pathname'
require 'securerandom'
require_relative 'errors'

module OpenApiOpenAIClient::Runtime
  # Where a saved body goes: a file that appears only when it is complete, or an IO that is open.
  class Saving
    # Runs the block with something to `write` into.
    #
    # @raise [RequestError] when the target cannot be written
    def self.to(target)
      saving = new(target)
      complete = false
      yield saving
      complete = true
      saving.commit
    ensure
      # Whatever ends the call, a killed thread too, leaves no half file.
      saving&.abandon unless complete
    end

    # @param target [String, Pathname, IO]
    def initialize(target)
      @path = target.to_s if target.is_a?(String) || target.is_a?(Pathname)
      @part = nil
      @io = @path ? open : target
    rescue SystemCallError => e
      raise unwritable(e)
    end

    def write(bytes)
      @io.write(bytes)
    rescue SystemCallError, IOError => e
      raise unwritable(e)
    end

    # The body is complete: lets the file appear under its name.
    def commit
      return @io.respond_to?(:flush) ? @io.flush : nil unless @path

      @io.close
      File.rename(@part, @path) if @part
    rescue SystemCallError, IOError => e
      abandon
      raise unwritable(e)
    end

    # The body did not come to its end: leaves nothing of it under the path.
    def abandon
      @io.close if @path && !@io.closed?
      File.unlink(@part) if @part && File.exist?(@part)
    rescue SystemCallError, IOError
      nil
    end

    private

    def open
      # A device or a pipe has to be written where it is.
      return File.open(@path, 'wb') if File.exist?(@path) && !File.file?(@path)

      folder, name = File.split(@path)
      part = File.join(folder, ".#{name}.#{SecureRandom.hex(4)}.part")
      File.open(part, File::WRONLY | File::CREAT | File::EXCL | File::BINARY).tap { @part = part }
    end

    def unwritable(error)
      RequestError.new("the body cannot be saved: #{error.message}")
    end
  end
end
