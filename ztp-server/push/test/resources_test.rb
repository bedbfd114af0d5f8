# frozen_string_literal: true

require 'helper'

# The kinds of resources: files for real in a folder, packages and services by the commands they would run.
class ResourcesTest < Minitest::Test
  include Kitchen

  def test_a_file_keeps_what_is_not_asked_for
    path = write('kept', 'old')
    File.chmod(0o640, path)
    assert_equal(['content, 3 -> 3 bytes'], details("file('#{path}') { content 'new' }"))
    assert_equal(['new', 0o640], [File.read(path), File.stat(path).mode & 0o777])
    assert_equal([nil], details("file('#{path}') { content 'new'; mode 0o640 }"))
    assert_equal(['mode 0600'], details("file('#{path}') { mode '600' }"))
    assert_equal([nil], details("file('#{path}') { content 'other'; action :create_if_missing }"))
    assert_equal(['deleted'], details("file('#{path}') { action :delete }"))
  end

  def test_a_file_that_does_not_verify_is_not_put_in_place
    path = write('good', 'good')
    shell = ScriptedShell.new('check' => [1, 'line 1: bad'])
    converge("file('#{path}') { content 'bad'; verify 'check %{path}' }", shell: shell)

    assert_match(/the new content of .* does not pass `check %{path}`/, @failure.message)
    assert_equal('line 1: bad', @failure.log)
    assert_equal(['good'], Dir.children(@dir).grep(/good/))
    assert_equal('good', File.read(path))
  end

  def test_a_file_behind_a_link_changes_and_the_link_stays
    write('target', 'old')
    File.symlink("#{@dir}/target", "#{@dir}/link")
    converge("file('#{@dir}/link') { content 'new' }")
    assert_equal(['new', true], [File.read("#{@dir}/target"), File.symlink?("#{@dir}/link")])
  end

  def test_a_missing_parent_fails
    converge("file '#{@dir}/no/x'\n")
    assert_equal("parent directory #{@dir}/no does not exist", @failure.message)
    converge("directory '#{@dir}/no/x'")
    assert_equal("parent directory #{@dir}/no does not exist", @failure.message)
  end

  def test_templates_see_node_and_variables_and_trim_their_lines
    write('cookbooks/t/templates/x.erb', <<~ERB)
      <% 2.times do |n| -%>
      <%= @word %> <%= n %> <%= node['platform'] %>
      <% end -%>
    ERB
    recipe = "template('#{@dir}/x') { variables(word: 'w') }"
    assert_equal(['created, 22 bytes'], details(recipe))
    assert_equal("w 0 debian\nw 1 debian\n", File.read("#{@dir}/x"))
    assert_equal([nil], details(recipe))
  end

  def test_directories_and_links
    assert_equal(['created'], details("directory('#{@dir}/a/b') { recursive true }"))
    assert_equal(['-> a', nil], details("link('#{@dir}/l') { to 'a' }\nlink('#{@dir}/l') { to 'a' }"))
    assert_equal(['-> b'], details("link('#{@dir}/l') { to 'b' }"))
    assert_equal(%w[deleted deleted], details("link('#{@dir}/l') { action :delete }\n" \
                                              "directory('#{@dir}/a') { recursive true; action :delete }"))
  end

  def test_remote_files_are_fetched_once_and_only_with_the_right_sum
    sum = Digest::SHA256.hexdigest('body')
    serving('body') do |url|
      recipe = "remote_file('#{@dir}/r') { source '#{url}/x'; checksum '#{sum}' }"
      assert_equal([["fetched, SHA-256 #{sum[0, 12]}..."], [nil]], [details(recipe), details(recipe)])
      assert_equal('body', File.read("#{@dir}/r"))
      converge("remote_file('#{@dir}/bad') { source '#{url}/x'; checksum 'abc' }")
      assert_match(/has SHA-256 #{sum}, not abc/, @failure.message)
      assert_empty(Dir.children(@dir).grep(/bad/))
    end
  end

  INSTALLED = {
    'dpkg-query' => [1, "a installed 1.0\nb config-files 2.0\n"],
    'apt-cache' => [0, "x\n  Candidate: 1.1\n"]
  }.freeze
  PACKAGES = {
    "package 'a'" => nil,
    "package('a') { version '1.0' }" => nil,
    "package('a') { version '0.9' }" => 'install a=0.9',
    "package %w[a b c]" => 'install b c',
    "package('the b') { package_name 'b'; options '--no-install-recommends' }" => 'install b',
    "package('a') { action :upgrade }" => 'install a=1.1',
    "package('a') { action :remove }" => 'remove a',
    "package('b') { action :purge }" => nil
  }.freeze

  def test_packages
    PACKAGES.each do |recipe, wanted|
      shell = ScriptedShell.new(INSTALLED)
      statuses = converge(recipe, shell: shell, fields: ['status']).flatten
      command = shell.asked.grep(/\Aapt-get/).first

      assert_equal([wanted ? 'updated' : 'up_to_date'], statuses, recipe)
      wanted ? assert_match(/ #{Regexp.escape(wanted)}\z/, command, recipe) : assert_nil(command, recipe)
    end
  end

  SERVICES = {
    %w[enabled active enable] => nil, %w[static active enable] => nil, %w[disabled active enable] => 'enable',
    %w[enabled active start] => nil, %w[enabled inactive start] => 'start', %w[enabled activating start] => 'start',
    %w[enabled active stop] => 'stop', %w[enabled active disable] => 'disable', %w[enabled active restart] => 'restart',
    %w[enabled active reload] => 'reload', %w[enabled inactive reload] => 'start',
    %w[masked inactive unmask] => 'unmask', %w[enabled active unmask] => nil, %w[enabled active mask] => 'mask'
  }.freeze

  def test_services
    SERVICES.each do |(file, active, action), verb|
      shell = ScriptedShell.new('systemctl show' => [0, "UnitFileState=#{file}\nActiveState=#{active}\n"])
      converge("service('s') { action :#{action} }", shell: shell)
      assert_equal([verb && "systemctl #{verb} s"].compact, shell.asked.grep_v(/show/), "#{file} #{active} #{action}")
    end
  end

  def test_an_execute_is_judged_by_its_exit_status
    shell = ScriptedShell.new('four' => [4, ''])
    assert_equal([['updated']], converge("execute('four') { returns [0, 4] }", shell: shell, fields: ['status']))
    converge("execute('four')", shell: shell)
    assert_equal('ended with 4, not 0', @failure.message)
  end

  def test_the_real_shell
    shell = Ztp::Shell.new
    assert_equal([3, "out\n", "out\nerr\n"], shell.run('echo out; sleep 0.1; echo err >&2; exit 3').to_a.drop(1))
    said = shell.run('echo $(pwd) $WORD $(cat)', cwd: '/tmp', env: { WORD: 'v' }, input: 'in').stdout
    assert_equal("/tmp v in\n", said)
    assert_equal('x' * 300_000, shell.run("head -c 300000 /dev/zero | tr '\\0' x").stdout)
    late = assert_raises(Ztp::ActionFailed) { shell.run('sleep 600', timeout: 0.2) }
    assert_match(/was not done after/, late.message)
    absent = assert_raises(Ztp::ActionFailed) { shell.run('no-such-program', 'x') }
    assert_match(/cannot be started/, absent.message)
    assert_equal(0, shell.run('sleep 3 & echo up', timeout: 2).status)
  end

  private

  def details(recipe) = converge(recipe, fields: ['detail']).flatten
end
