# frozen_string_literal: true

require 'helper'

# Order, guards, notifications and failures.
class ConvergenceTest < Minitest::Test
  include Kitchen

  def steps(...) = converge(...).map { |name, _, status| "#{name[/\[(.*)\]/, 1]} #{status}" }

  def test_delayed_notifications_come_last_and_once_immediate_ones_at_once
    assert_equal(['a updated', 'now updated', 'b updated', 'later updated'], steps(<<~RECIPE))
      execute('later') { action :nothing }
      execute('now') { action :nothing }
      execute('a') { notifies :run, 'execute[later]'; notifies :run, 'execute[now]', :immediately }
      execute('b') { notifies :run, 'execute[later]', :delayed }
    RECIPE
  end

  def test_a_subscription_is_the_same_seen_from_the_other_side
    assert_equal(['a updated', 'now updated', 'later updated'], steps(<<~RECIPE))
      execute('later') { action :nothing; subscribes :run, 'execute[a]' }
      execute('now') { action :nothing; subscribes :run, ['execute[a]'], :immediately }
      execute('a')
    RECIPE
  end

  def test_a_notification_before_comes_first_and_only_where_something_will_change
    assert_equal(['stop updated', 'a updated', 'after updated'], steps(<<~RECIPE))
      execute('stop') { action :nothing }
      execute('after') { action :nothing }
      execute('a') { notifies :run, 'execute[stop]', :before; notifies :run, 'execute[after]', :immediately }
    RECIPE
    assert_equal(['a up_to_date', 'b skipped'], steps(<<~RECIPE))
      execute('stop') { action :nothing }
      execute('a') { creates '/'; notifies :run, 'execute[stop]', :before }
      execute('b') { not_if { true }; notifies :run, 'execute[stop]', :before }
    RECIPE
    file = "#{@dir}/once"
    assert_equal(["stop updated", "#{file} updated"], steps(<<~RECIPE))
      execute('stop') { action :nothing; subscribes :run, 'file[#{file}]', :before }
      file('#{file}') { content 'x' }
    RECIPE
    assert_equal('x', File.read(file))
  end

  def test_what_does_not_change_notifies_nobody
    assert_equal(['a skipped', 'b up_to_date'], steps(<<~RECIPE))
      execute('later') { action :nothing }
      execute('a') { not_if { true }; notifies :run, 'execute[later]' }
      execute('b') { creates '/'; notifies :run, 'execute[later]' }
    RECIPE
  end

  def test_guards
    shell = ScriptedShell.new('yes' => [0, ''], 'no' => [1, ''])
    { "only_if 'yes'" => 'updated', "only_if 'no'" => 'skipped',
      "not_if 'yes'" => 'skipped', "not_if 'no'" => 'updated',
      'only_if { 1 }' => 'updated', 'only_if { nil }' => 'skipped', 'not_if { nil }' => 'updated',
      "only_if 'yes'; not_if { true }" => 'skipped', "only_if { name == 'a' }" => 'updated' }.each do |guard, status|
      assert_equal(["a #{status}"], steps("execute('a') { #{guard} }", shell: shell), guard)
    end
  end

  def test_guards_of_a_command_run_as_it_does_unless_they_say_otherwise
    skip('needs root') unless Process.uid.zero?
    told = steps(<<~RECIPE, shell: Ztp::Shell.new)
      execute 'as nobody' do
        command 'true'
        user 'nobody'
        not_if 'test "$(id -un)" = nobody'
      end
      execute 'as root' do
        command 'true'
        user 'nobody'
        not_if 'test "$(id -un)" = nobody', user: 'root'
      end
      execute 'as nobody yet' do
        command 'true'
        only_if 'true', user: 'no-such-account'
      end
    RECIPE
    assert_equal(['as nobody skipped', 'as root updated', 'as nobody yet skipped'], told)
  end

  def test_a_guard_is_told_as_the_reason
    assert_equal([['skipped: not_if `true`']], converge("execute('a') { not_if 'true' }", fields: ['detail']))
  end

  def test_actions_run_in_turn_and_a_value_is_worked_out_late
    shell = ScriptedShell.new
    converge(<<~RECIPE, shell: shell)
      word = 'early'
      ruby_block('turn') { block { word = 'late' } }
      execute('say') { command lazy { "say \#{word} \#{name}" } }
    RECIPE
    assert_equal(['say late say'], shell.asked)
  end

  def test_a_failure_ends_the_run_but_what_was_notified_is_still_done
    shell = ScriptedShell.new('bad' => [3, "one\nreason\n"])
    assert_equal(['a updated', 'bad failed', 'later updated'], steps(<<~RECIPE, shell: shell))
      execute('later') { action :nothing }
      execute('a') { notifies :run, 'execute[later]' }
      execute('bad')
      execute('never')
    RECIPE
    assert_equal('ended with 3, not 0: reason', @failure.message)
    assert_equal(['execute[bad]', 3], [@failure.resource.to_s, @failure.resource.place.line])
    assert_equal("one\nreason\n", @failure.log)
  end

  def test_ignored_failures_and_retries
    shell = ScriptedShell.new('bad' => [1, ''])
    assert_equal(['bad failed', 'a updated'], steps(<<~RECIPE, shell: shell))
      execute('bad') { ignore_failure true; retries 2 }
      execute('a')
    RECIPE
    assert_equal(%w[bad bad bad a], shell.asked)
    assert_nil(@failure)
  end

  def test_a_sensitive_resource_tells_neither_command_nor_output_nor_cause
    shell = ScriptedShell.new('login' => [1, 'hunter2'], 'guard' => [0, ''])
    converge(<<~RECIPE, shell: shell)
      execute('guard hunter2') { sensitive true; not_if 'guard hunter2' }
      execute('login hunter2') { sensitive true }
    RECIPE
    refute_match(/hunter2/, @events.to_json + @failure.message + @failure.log.to_s + @failure.resource.label)
    assert_equal('execute[sensitive]', @events.last['name'])
  end

  def test_a_why_run_asks_but_changes_nothing
    shell = ScriptedShell.new('systemctl show' => [0, "UnitFileState=disabled\nActiveState=inactive\n"])
    told = steps(<<~RECIPE, shell: shell, why_run: true)
      file('#{@dir}/new') { content 'x'; owner 'nobody-yet'; verify 'never asked' }
      execute 'never run'
      service('s') { action %i[enable start] }
      group 'nobody-yet'
      user('nobody-yet') { gid 'nobody-yet' }
      directory('#{@dir}/a/b') { owner 'nobody-yet' }
    RECIPE
    assert_equal(7, told.grep(/ updated\z/).size, told.inspect)
    refute_path_exists("#{@dir}/new")
    assert_equal(['diff -u', 'systemctl show'], shell.asked.map { |c| c[/\w+ -?\w+/] }.uniq)
  end
end
