# frozen_string_literal: true

require 'helper'
require 'open3'
require 'rbconfig'

# The runner as a process of its own: events, exit codes, signals.
class MainTest < Minitest::Test
  include Kitchen

  def test_a_run_is_told_from_start_to_end
    out, code = run_recipe("file('#{@dir}/x') { content \"hello\\n\"; mode '0600' }\nlog 'said'")

    assert_equal([0, "INFO: said\n"], [code, out])
    assert_equal(%w[run_started resource_started resource resource_started resource run_completed],
                 events.map { |event| event['event'] })
    assert_equal({ 'event' => 'resource', 'name' => "file[#{@dir}/x]", 'action' => 'create', 'status' => 'updated',
                   'cookbook' => 't', 'recipe' => 'default', 'line' => 1, 'detail' => 'created, 6 bytes' },
                 events[2].except('seconds'))
    assert_equal({ 'updated' => 1, 'total' => 2 }, events.last.slice('updated', 'total'))
    assert_equal("hello\n", File.read("#{@dir}/x"))
  end

  def test_a_failure_names_resource_place_and_reason
    out, code = run_recipe("\nexecute('echo why >&2; false')")

    assert_equal(1, code)
    assert_equal({ 'event' => 'run_failed', 'resource' => 'execute[echo why >&2; false]', 'cookbook' => 't',
                   'recipe' => 'default', 'line' => 2, 'message' => 'ended with 1, not 0: why', 'log' => "why\n" },
                 events.last)
    assert_match(/^FATAL: execute.*t::default line 2: ended with 1/, out)
  end

  def test_a_refusal_changes_nothing
    _, code = run_recipe("file '#{@dir}/x'\nfile('#{@dir}/y') { colour 'red' }")

    assert_equal(1, code)
    assert_equal(%w[run_started run_failed], events.map { |event| event['event'] })
    assert_equal(['t', 'default', 2], events.last.values_at('cookbook', 'recipe', 'line'))
    assert_match(/\Arefused: .*`colour`/, events.last['message'])
    refute_path_exists("#{@dir}/x")
  end

  def test_the_locale_of_the_machine_does_not_matter
    write('cookbooks/t/templates/x.erb', 'Größe <%= @of %>')
    out, code = run_recipe("template('#{@dir}/x') { variables(of: 'ß') }\nexecute 'printf ü'\nexecute 'echo ä; exit 1'")

    assert_equal([1, 'ended with 1, not 0: ä', 'Größe ß'], [code, events.last['message'], File.read("#{@dir}/x")], out)
  end

  def test_a_why_run_changes_nothing
    _, code = run_recipe("file '#{@dir}/x'", '--why-run')

    assert_equal([0, 'updated'], [code, events[2]['status']])
    refute_path_exists("#{@dir}/x")
  end

  def test_a_signal_stops_the_run_and_its_command
    { 'INT' => 2, 'TERM' => 3 }.each do |signal, wanted|
      FileUtils.rm_f(["#{@dir}/events.jsonl", "#{@dir}/pid"])
      prepare("execute 'echo $$ >#{@dir}/pid.new; mv #{@dir}/pid.new #{@dir}/pid; exec sleep 600'")
      pid = spawn(*command, %i[out err] => File::NULL)
      sleep 0.02 until File.exist?("#{@dir}/pid")
      Process.kill(signal, pid)

      assert_equal(wanted, Process.wait2(pid).last.exitstatus)
      assert_equal("stopped by SIG#{signal}", events.last['message'])
      assert_raises(Errno::ESRCH) { Process.kill(0, File.read("#{@dir}/pid").to_i) }
    end
  end

  def test_a_broken_node_file_is_told
    prepare('')
    ['{', '{}'].each do |json|
      write('node.json', json)
      assert_equal(1, Open3.capture2e(*command).last.exitstatus)
    end
    assert_equal('refused: node.json has no run_list', events.last['message'])
  end

  private

  def prepare(recipe)
    write('cookbooks/t/recipes/default.rb', recipe)
    write('node.json', '{"run_list":["recipe[t]"]}')
  end

  def command(*options) = [RbConfig.ruby, "#{PUSH}/runner/main.rb", *options, @dir]

  def run_recipe(recipe, *options)
    prepare(recipe)
    out, status = Open3.capture2e({ 'LC_ALL' => 'C' }, *command(*options))
    [out, status.exitstatus]
  end

  def events = File.readlines("#{@dir}/events.jsonl").map { |line| JSON.parse(line) }
end
