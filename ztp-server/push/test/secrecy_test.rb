# frozen_string_literal: true

require 'helper'
require 'secrecy'

# That the look for secrets finds them, also where a recipe does not show them.
class SecrecyTest < Minitest::Test
  include Kitchen
  include Secrecy

  SECRET = "#{'Password' * 3}Secret12"

  def test_a_secret_is_found_in_what_a_custom_resource_does
    { "file('DIR/a') { content new_resource.word; mode '0600' }" => /file.*is not sensitive/,
      "file('DIR/a') { content new_resource.word; mode '0644'; sensitive true }" => /0644/,
      "execute('say') { command \"say \#{new_resource.word}\"; sensitive true }" => /arguments of execute\[say\]/,
      "t_secret('again') { plain new_resource.word; action :rest }" => /t_secret.again. has a secret/,
      "file('DIR/a') { content new_resource.word; mode '0600'; sensitive true }" => nil }
      .each { |inside, found| assert_found(inside.sub('DIR', @dir), found) }
  end

  private

  def assert_found(inside, found)
    write('cookbooks/t/resources/secret.rb', <<~RUBY)
      unified_mode true
      provides :t_secret
      property :word, String, sensitive: true
      property :plain, String
      action(:run) { #{inside} }
      action(:rest) { nil }
    RUBY
    context, resources = compile("t_secret('one') { word '#{SECRET}' }", why_run: true)
    look = -> { converged(context, resources).each { |resource| assert_kept(resource, secrets_of(SECRET)) } }
    found ? assert_match(found, assert_raises(Minitest::Assertion, inside, &look).message, inside) : look.call
  end
end
