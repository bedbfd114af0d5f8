# frozen_string_literal: true

require 'helper'

# Kinds of resources that cookbooks bring: what their files may say, and how what is inside them converges.
class CustomResourceTest < Minitest::Test
  include Kitchen

  THING = <<~RUBY
    unified_mode true
    provides :t_thing
    property :path, String, name_property: true
    property :text, String, required: [:create]
    property :size, [String, Integer], default: lazy { text.size }
    property :kind, String, equal_to: %w[plain odd], default: 'plain'
    property :word, String, regex: /\\A[a-z]+\\z/
    property :flag, [true, false], default: true, description: 'whether', sensitive: true

    def told = "\#{kind} \#{text}"

    action :create do
      note = letter(new_resource.size)
      file new_resource.path do
        content "\#{new_resource.told} \#{note} \#{letter(1)}"
        only_if { new_resource.flag }
      end
      return if new_resource.word.nil?

      execute('after') { command "say \#{new_resource.word}" }
    end

    action :remove do
      file(new_resource.path) { action :delete }
    end

    action_class do
      def letter(count) = 'x' * count
    end
  RUBY

  def test_its_first_action_is_the_default_and_it_is_updated_when_something_inside_is
    recipe = "t_thing('#{@dir}/x') { text 'ab' }"
    assert_equal([["t_thing[#{@dir}/x]", 'create', 'updated']], with(THING, recipe))
    assert_equal('plain ab xx x', File.read("#{@dir}/x"))
    assert_equal(1, @events.last['line'])
    assert_equal('up_to_date', with(THING, recipe).dig(0, 2))
    assert_equal([["t_thing[#{@dir}/x]", 'remove', 'updated']], with(THING, "t_thing('#{@dir}/x') { action :remove }"))
    refute_path_exists("#{@dir}/x")
  end

  def test_what_it_changed_is_its_detail
    with(THING, "t_thing('#{@dir}/x') { text 'ab'; word 'w' }")
    assert_equal("file[#{@dir}/x]: created, 13 bytes; execute[after]: ran", @events.last['detail'])
  end

  def test_it_notifies_when_something_inside_changed
    recipe = "execute('later') { action :nothing }\n" \
             "t_thing('#{@dir}/x') { text 'ab'; notifies :run, 'execute[later]' }"
    assert_equal(["t_thing[#{@dir}/x]", 'execute[later]'], with(THING, recipe).map(&:first))
    assert_equal(["t_thing[#{@dir}/x]"], with(THING, recipe).map(&:first))
  end

  def test_a_wrong_value_that_is_sensitive_is_not_told
    kind = THING.sub("text, String,", "text, String, regex: /x/, sensitive: true,")
    refused = assert_raises(Ztp::Refused) { with(kind, "t_thing('#{@dir}/x') { text 'hunter2' }") }
    assert_match(/property `text` does not take its value: it is to match x/, refused.message)
  end

  def test_a_why_run_tells_and_changes_nothing
    told = with(THING, "t_thing('#{@dir}/x') { text 'ab' }", why_run: true, shell: Ztp::Shell.new)
    assert_equal('updated', told.dig(0, 2))
    assert_match(/^\+plain ab xx x/, @events.last['diff'])
    refute_path_exists("#{@dir}/x")
  end

  INSIDE = <<~RUBY
    unified_mode true
    provides :t_inside
    action :run do
      execute('outer') { action :nothing }
      execute('first') do
        notifies :run, 'execute[outer]', :immediately
        notifies :run, 'execute[late]'
        notifies :run, 'execute[early]', :before
      end
      execute('second') { not_if { true } }
      t_deep 'third'
    end
  RUBY
  DEEP = <<~RUBY
    unified_mode true
    provides :t_deep
    action(:run) { execute("deep \#{new_resource.name}") { notifies :run, 'execute[outer]', :immediately } }
  RUBY

  def test_resources_inside_converge_in_turn_and_notify_what_is_around_them
    write('cookbooks/t/resources/deep.rb', DEEP)
    shell = ScriptedShell.new
    told = with(INSIDE, <<~RECIPE, shell: shell)
      execute('late') { action :nothing }
      execute('early') { action :nothing }
      t_inside 'x'
      execute 'end'
    RECIPE
    assert_equal(['early', 'first', 'outer', 'deep third', 'outer', 'end', 'late'], shell.asked)
    assert_equal(['t_inside[x]', 'execute[end]', 'execute[late]'], told.map(&:first))
  end

  def test_a_failure_inside_is_the_resource_s_own
    shell = ScriptedShell.new('say' => [1, "no\n"])
    recipe = "t_thing('#{@dir}/x') { text 'ab'; word 'w' }\nexecute 'never'"
    assert_equal(['failed'], with(THING, recipe, shell: shell, fields: ['status']).flatten)
    assert_equal('execute[after]: ended with 1, not 0: no', @failure.message)
    assert_equal(["t_thing[#{@dir}/x]", "no\n"], [@failure.resource.to_s, @failure.log])
  end

  def test_a_secret_inside_is_kept
    shell = ScriptedShell.new('fail' => [1, 'hunter2'])
    text = "unified_mode true\nprovides :t_secret\naction(:run) { execute(new_resource.name) { sensitive true } }"
    with(text, "t_secret 'say hunter2'\nt_secret 'fail hunter2'", shell: shell)
    events = @events.map { |event| event.merge('name' => nil) }
    refute_match(/hunter2/, events.to_json + @failure.message + @failure.log.to_s)
  end

  BROKEN = {
    'provides :t_x; action(:run) {}' => /says `unified_mode true`/,
    'unified_mode true; action(:run) {}' => /says what it `provides`/,
    'unified_mode true; provides :t_x' => /says an `action`/,
    'unified_mode true; provides :file; action(:run) {}' => /there is a resource `file` already/,
    'load_current_value { }' => /resource file: `load_current_value` is not known/,
    'property :x, String, coerce: 1' => /property `x`: option `coerce` is not known/
  }.freeze

  def test_a_file_that_says_what_is_not_known_is_refused
    BROKEN.each do |text, message|
      write('cookbooks/t/resources/thing.rb', text)
      refused = assert_raises(Ztp::Refused, text) { compile('') }
      assert_match(message, refused.message)
      assert_equal(['t', 'resources/thing', 1], refused.place.to_a, text)
    end
  end

  WRONG = {
    "t_thing 'x'" => /t_thing\[x\]: `text` is required/,
    "t_thing('x') { text nil }" => /`text` is required/,
    "t_thing('x') { text 1 }" => /property `text` takes String, not Integer/,
    "t_thing('x') { kind 'even' }" => /property `kind` takes only "plain", "odd" here/,
    "t_thing('x') { word 'A' }" => /property `word` does not take "A"/,
    "t_thing('x') { flag 1 }" => /property `flag` takes true or false, not Integer/,
    "t_thing('x') { colour 1 }" => /`colour` is neither a property of t_thing nor/,
    "t_thing('x') { action :paint }" => /action `paint` is not one of nothing, create, remove/
  }.freeze

  def test_wrong_uses_are_refused_before_anything_is_changed
    write('cookbooks/t/resources/thing.rb', THING)
    WRONG.each { |recipe, message| assert_match(message, assert_raises(Ztp::Refused) { compile(recipe) }.message) }
  end

  INSIDE_WRONG = {
    'windows_service "x"' => /`windows_service` is neither a resource.*t::resources\/thing line 3/,
    'template("/x")' => /say which `cookbook` has it/,
    'execute("a") { subscribes :run, "execute[b]" }' => /say `notifies` instead/,
    'execute("a") { notifies :run, "execute[b]" }' => /execute\[b\], which nothing declares before it/,
    'execute("a") { colour 1 }' => /`colour` is neither a property/
  }.freeze

  def test_wrong_words_inside_are_told_by_a_why_run
    INSIDE_WRONG.each do |line, message|
      with("unified_mode true\nprovides :t_x\naction(:run) { #{line} }", "t_x 'x'", why_run: true)
      assert_match(message, @failure&.message, line)
    end
  end

  private

  def with(resource, recipe, **options)
    write('cookbooks/t/resources/thing.rb', resource)
    converge(recipe, **options)
  end
end
