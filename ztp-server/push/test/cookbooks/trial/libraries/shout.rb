module Shout
  def self.of(text) = text.upcase
end
