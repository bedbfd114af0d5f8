# frozen_string_literal: true

require 'English'
require 'helper'

# The entry script with stand-ins for the client that play its exit codes and its ways to die.
class ConvergeTest < Minitest::Test
  WAIT_SECONDS = 20

  def setup
    @top = Dir.mktmpdir('push-converge')
    @dir = "#{@top}/runs/r1"
    @bin = "#{@top}/bin"
    FileUtils.mkdir_p(["#{@dir}/push", "#{@dir}/cookbooks", @bin])
    %w[converge event_log.rb ztp_events.rb runner].each { |part| FileUtils.ln_s("#{PUSH}/#{part}", "#{@dir}/push/") }
    File.write("#{@dir}/node.json", '{"run_list":[]}')
    @started = []
  end

  def teardown
    @started.each do |pid|
      Process.kill(:KILL, pid)
      Process.wait(pid)
    rescue Errno::ESRCH, Errno::ECHILD
      nil
    end
    FileUtils.rm_rf(@top)
  end

  def test_the_exit_code_of_the_client_is_kept
    { 0 => nil, 35 => nil, 37 => nil, 1 => 'went wrong', 43 => 'went wrong' }.each do |code, message|
      FileUtils.rm_f("#{@dir}/exit-code")
      client("echo '[2026-01-01] FATAL: went wrong'; exit #{code}")

      assert_equal(code, converge.last)
      assert_equal("#{code}\n", read('exit-code'))
      assert_equal([message].compact, events.map { |event| event['message'] }, "exit code #{code}")
    end
  end

  def test_a_failure_that_the_client_told_is_not_told_twice
    client(%(echo '{"event":"run_failed","message":"told"}' >>events.jsonl; exit 1))
    converge
    assert_equal(['told'], events.map { |event| event['message'] })
  end

  def test_output_that_is_no_json_and_no_text_is_told_as_json
    client(%q(printf 'FATAL: a "quoted" \\\\ back\tslash \377\001\n'; exit 1))
    converge
    assert_equal('a "quoted" \\ back slash ', events.last['message'])
    assert_includes(events.last['log'], "slash \n")
  end

  def test_the_client_gets_its_settings_and_a_sane_umask
    client('echo "$@"; umask; cat client.rb')
    converge
    log = read('output.log')
    assert_match(/^-z -c client.rb -j node.json --no-color --run-lock-timeout 300\n0022$/, log)
    ["cookbook_path ['#{@dir}/cookbooks']", 'listen false', "Ztp::ChefEvents.new('#{@dir}/events.jsonl')"]
      .each { |line| assert_includes(log, line) }
    assert_equal(0o600, File.stat("#{@dir}/output.log").mode & 0o777)
  end

  def test_cinc_comes_before_chef_and_ours_comes_last
    client('echo the wrong one', name: 'chef-client')
    client('echo cinc', name: 'cinc-client')
    converge
    assert_equal("cinc\n", read('output.log'))

    FileUtils.rm(["#{@bin}/cinc-client", "#{@bin}/chef-client", "#{@dir}/exit-code"])
    assert_equal(0, converge.last)
    assert_equal('ztp-runner 0.1', events.first['client'])
  end

  def test_a_second_start_converges_no_second_time
    client("echo once >>#{@top}/count; while [ ! -e #{@top}/go ]; do sleep 0.05; done")
    first = start
    wait_for("#{@top}/count")

    assert_equal(["this run is under way already\n", 0], converge)
    FileUtils.touch("#{@top}/go")
    Process.wait(first)
    assert_equal(["this run has ended already, with 0\n", 0], converge)
    assert_equal("once\n", File.read("#{@top}/count"))
  end

  def test_a_run_that_a_power_cut_ended_starts_afresh
    File.write("#{@dir}/events.jsonl", "{\"event\":\"old\"}\n")
    File.write("#{@dir}/client.pid", "1\n")
    client('exit 0')
    assert_equal(0, converge.last)
    assert_empty(events)
  end

  def test_two_runs_never_converge_at_one_time
    FileUtils.mkdir_p("#{@top}/runs/r2")
    FileUtils.cp_r(["#{@dir}/push", "#{@dir}/cookbooks", "#{@dir}/node.json"], "#{@top}/runs/r2")
    client("touch #{@top}/up; while [ ! -e #{@top}/go ]; do sleep 0.05; done")
    first = start
    wait_for("#{@top}/up")

    assert_equal(1, converge("#{@top}/runs/r2", 'ZTP_LOCK_SECONDS' => '1').last)
    told = File.read("#{@top}/runs/r2/events.jsonl")
    assert_match(/"waiting","for":"another run on this machine to end, at most 1 s"/, told)
    assert_match(/another run holds this machine/, told)
    FileUtils.touch("#{@top}/go")
    Process.wait(first)
  end

  def test_a_client_that_somebody_else_started_is_waited_for
    client('echo ours')
    lock = "#{@top}/chef-client-running.pid"
    theirs = File.open(lock, 'w')
    theirs.flock(File::LOCK_EX)

    assert_equal(1, converge(@dir, 'ZTP_LOCK_SECONDS' => '1', 'ZTP_CHEF_LOCK' => lock).last)
    theirs.close
    FileUtils.rm("#{@dir}/exit-code")
    assert_equal(0, converge(@dir, 'ZTP_CHEF_LOCK' => lock).last)
    assert_equal("ours\n", read('output.log'))
  end

  def test_abort_ends_the_wait_for_another_run
    client('echo never')
    theirs = File.open("#{@top}/runs/converge.lock", 'w')
    theirs.flock(File::LOCK_EX)
    first = start
    told = "#{@dir}/events.jsonl"
    wait_until('the wait') { File.exist?(told) && File.read(told).include?('waiting') }

    assert_equal(["it waited and was to start nothing\n", 0], converge('--abort', @dir))
    Process.wait(first)
    assert_equal("2\n", read('exit-code'))
    assert_equal('stopped while it waited for another run on this machine', events.last['message'])
  end

  def test_a_script_is_a_step_of_one_resource
    script('echo hello; exit 35')

    assert_equal(35, converge.last)
    assert_equal(%w[run_started resource_started resource run_completed], events.map { |event| event['event'] })
    assert_equal('script[motd/motd.sh]', events[2]['name'])
    assert_equal("hello\n", read('output.log'))
  end

  def test_a_script_is_left_out_of_a_why_run
    script("touch #{@top}/ran")

    assert_equal(0, converge('--why-run', @dir).last)
    refute_path_exists("#{@top}/ran")
    assert_equal('skipped', events[1]['status'])
  end

  def test_a_why_run_of_the_client_shows_differences
    client('echo "$@"; cat client.rb')
    converge('--why-run', @dir)
    assert_match(/ --why-run$/, read('output.log'))
    assert_match(/^diff_disabled false$/, read('output.log'))
    assert_includes(read('output.log'), "ChefEvents.new('#{@dir}/events.jsonl', differences: true)")
  end

  def test_a_dead_link_does_not_end_the_run
    client("touch #{@top}/up; while [ ! -e #{@top}/go ]; do sleep 0.05; done; echo still here; exit 7")
    gone, theirs = IO.pipe
    # Its own session, as a login has, so that the hang-up reaches all that did not leave it.
    login = spawn(environment, 'setsid', 'sh', '-c', "'#{@dir}/push/converge' #{@dir}; :",
                  out: theirs, err: theirs, in: :close)
    @started << login
    theirs.close
    wait_for("#{@top}/up")
    gone.close
    Process.kill(:HUP, -login)
    FileUtils.touch("#{@top}/go")
    wait_for("#{@dir}/exit-code")

    assert_equal("7\n", read('exit-code'))
    assert_equal("still here\n", read('output.log'))
  end

  def test_abort_interrupts
    ruby_client("trap('INT') { exit 2 }; File.write('#{@top}/up', ''); sleep")
    first = start
    wait_for("#{@top}/up")

    assert_equal(["interrupted\n", 0], converge('--abort', @dir))
    Process.wait(first)
    assert_equal("2\n", read('exit-code'))
    assert_equal("this run has ended already, with 2\n", converge('--abort', @dir).first)
  end

  def test_abort_kills_what_does_not_listen_and_all_below_it
    ruby_client("trap('INT', 'IGNORE'); pid = spawn('sleep 600', pgroup: true); " \
                "File.write('#{@top}/up.new', pid.to_s); File.rename('#{@top}/up.new', '#{@top}/up'); sleep")
    first = start
    wait_for("#{@top}/up")

    assert_equal(["killed\n", 0], converge('--abort', @dir, 'ZTP_ABORT_SECONDS' => '1'))
    Process.wait(first)
    assert_equal("137\n", read('exit-code'))
    child = File.read("#{@top}/up")
    wait_until("the end of #{child}") { !File.exist?("/proc/#{child}") }
  end

  def test_abort_leaves_a_stranger_with_the_same_number_alone
    File.write("#{@dir}/client.pid", "#{Process.pid}\n")
    assert_equal(["the client of this run is gone\n", 0], converge('--abort', @dir))
  end

  def test_what_is_missing_or_ill_named_is_told
    FileUtils.rm("#{@dir}/node.json")
    assert_equal(1, converge.last)
    assert_equal("#{@dir}/node.json is missing", events.last['message'])
    assert_equal(64, converge('relative').last)
    assert_equal(64, converge("#{@top}/it's").last)
    assert_equal(64, converge("#{@top}/nowhere").last)
  end

  private

  def client(body, name: 'chef-client')
    File.write("#{@bin}/#{name}", "#!/bin/sh\n#{body}\n", perm: 0o755)
    File.chmod(0o755, "#{@bin}/#{name}")
  end

  def script(body)
    FileUtils.mkdir_p("#{@dir}/cookbooks/motd")
    File.write("#{@dir}/cookbooks/motd/motd.sh", "#{body}\n")
    File.write("#{@dir}/step", "shell cookbooks/motd/motd.sh\n")
  end

  def ruby_client(body) = File.write("#{@bin}/chef-client", "#!/usr/bin/ruby\n#{body}\n", perm: 0o755)

  def environment(more = {}) = { 'PATH' => "#{@bin}:/usr/bin:/bin" }.merge(more)

  # What it says and its exit status.
  def converge(*arguments, **more)
    more = arguments.pop if arguments.last.is_a?(Hash)
    arguments = [@dir] if arguments.empty?
    said = IO.popen(environment(more), ["#{@dir}/push/converge", *arguments], err: %i[child out], &:read)
    [said, $CHILD_STATUS.exitstatus]
  end

  def start
    spawn(environment, "#{@dir}/push/converge", @dir).tap { |pid| @started << pid }
  end

  def read(file) = File.read("#{@dir}/#{file}")

  def events = File.readlines("#{@dir}/events.jsonl").map { |line| JSON.parse(line) }

  def wait_for(path) = wait_until(path) { File.exist?(path) }

  def wait_until(what)
    deadline = Process.clock_gettime(Process::CLOCK_MONOTONIC) + WAIT_SECONDS
    until yield
      flunk("waited in vain for #{what}") if Process.clock_gettime(Process::CLOCK_MONOTONIC) > deadline
      sleep 0.02
    end
  end
end
