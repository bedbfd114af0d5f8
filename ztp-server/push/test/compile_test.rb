# frozen_string_literal: true

require 'helper'

# What is refused, before anything is changed, and how it is named.
class CompileTest < Minitest::Test
  include Kitchen

  REFUSED = {
    "windows_service 'x'" => /`windows_service` is neither a resource nor a method/,
    "data_bag_item('a', 'b')" => /`data_bag_item` is neither a resource nor a method/,
    "Chef::Log.info('x')" => /uninitialized constant.*Chef/,
    "file('/x') { colour 'red' }" => /file\[\/x\]: `colour` is neither a property of file nor/,
    "file('/x') { mode ['0644'] }" => /file\[\/x\]: property `mode` takes String or Integer, not Array/,
    "file('/x') { backup 5 }" => /property `backup` takes only false, 0 here/,
    "file('/x') { action :explode }" => /action `explode` is not one of nothing, /,
    "service('x') { action :start; only_if }" => /only_if takes either a command or a block/,
    "service('x') { only_if 'true', shell: 'zsh' }" => /option `shell` is not known/,
    "file('/x') { notifies :run, 'execute[y]' }" => /notification names execute\[y\], which no recipe declares/,
    "execute 'y'\nfile('/x') { notifies :jump, 'execute[y]' }" => /execute\[y\]: action `jump`/,
    "file('/x') { notifies :create, 'file[/x]', :never }" => /notification timing `never` is not known/,
    "file('/x') { subscribes :create, 'file[/y]' }" => /notification names file\[\/y\]/,
    "template '/x'" => %r{cookbook `t` has no templates/x.erb},
    "cookbook_file '/x'" => %r{cookbook `t` has no files/x},
    "remote_file('/x') { source 'http://h/x' }" => /`checksum` \(SHA-256\) are required/,
    "hostname 'x'" => /say `compile_time false`/,
    "link '/x'" => /`to` is required/,
    "bash 'x'" => /`code` is required/,
    "include_recipe 'u'" => /cookbook `u` is not among the `depends` of `t`/,
    "include_recipe 't::nowhere'" => /recipe `t::nowhere` does not exist/,
    "file '/x' do" => /syntax error/
  }.freeze

  def test_what_is_not_known_is_refused_by_name_and_place
    REFUSED.each do |recipe, message|
      refused = refusal("# one\n#{recipe}")
      assert_match(message, refused.message)
      assert_equal(%w[t default], refused.place.to_a.first(2), recipe)
      assert_operator(refused.place.line, :>=, 2, recipe)
    end
  end

  def test_a_template_with_broken_ruby_is_refused
    write('cookbooks/t/templates/x.erb', '<%= if %>')
    assert_match(/syntax error/, refusal("template '/x'").message)
  end

  def test_run_list_and_cookbooks_are_refused_by_name
    assert_match(/`role\[edge\]` is not a recipe/, refusal('', run_list: ['role[edge]']).message)
    assert_match(/cookbook `absent` is not in the push/, refusal('', run_list: ['recipe[absent]']).message)

    write('cookbooks/t/providers/thing.rb', '')
    assert_match(%r{providers/thing.rb is not known: write a custom resource}, refusal('').message)
  end

  def test_metadata_and_attribute_files_are_refused_by_line
    write('cookbooks/t/metadata.rb', "name 't'\ngem 'x'\n")
    assert_match(/metadata.rb: `gem` is not known/, refusal('').message)

    write('cookbooks/t/metadata.rb', "name 't'\n")
    write('cookbooks/t/attributes/default.rb', "\ninclude_attribute 'u'\n")
    refused = refusal('')
    assert_equal('t::attributes/default line 2', refused.place.to_s)
  end

  def test_dependencies_come_first_and_each_recipe_once
    write('cookbooks/u/attributes/default.rb', "default['x'] = 'u'")
    write('cookbooks/u/recipes/default.rb', "log 'u'")
    write('cookbooks/t/metadata.rb', "name 't'\ndepends 'u', '~> 1.0'\n")
    write('cookbooks/t/attributes/default.rb', "default['x'] += 't'")
    _, resources = compile("include_recipe 'u'\ninclude_recipe 'u::default'\nlog node['x']")

    assert_equal(['log[u]', 'log[ut]'], resources.map(&:to_s))
  end

  def test_return_ends_a_recipe_and_platform_questions_are_answered
    _, resources = compile(<<~RECIPE)
      log value_for_platform('debian' => { '12' => 'old', 'default' => 'new' }, 'default' => 'none')
      log value_for_platform_family('rhel' => 'no', 'default' => 'other')
      return if platform?('ubuntu', 'debian') && platform_family?('debian') && debian?
      log 'never'
    RECIPE
    assert_equal(['log[new]', 'log[other]'], resources.map(&:to_s))
  end

  private

  def refusal(recipe, **options) = assert_raises(Ztp::Refused, recipe) { compile(recipe, **options) }
end
