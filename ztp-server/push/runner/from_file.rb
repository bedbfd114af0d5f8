# frozen_string_literal: true

module Ztp
  # Evaluates a file of a cookbook with the receiver as self.
  module FromFile
    def from_file(path)
      @file = path
      evaluate
      self
    end

    private

    # The text sees the local variables of the method that evaluates it, hence none here.
    def evaluate = instance_eval(File.read(@file), @file, 1)
  end
end
