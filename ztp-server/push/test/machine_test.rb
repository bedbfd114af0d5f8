# frozen_string_literal: true

require 'helper'

# The base cookbook and a trial of every other kind of resource, converged twice by the runner under a real systemd.
class MachineTest < Minitest::Test
  ROOT = ENV.fetch('ZTP_TEST_ROOT', '/var/cache/edgeztp/ruby-root')
  OPERATOR = { 'authorized_keys' => ['ssh-ed25519 AAAA someone'] }.freeze
  NODE = { 'base' => { 'hostname' => 'edge-7', 'operator' => OPERATOR } }.freeze
  CARRIED = %w[converge event_log.rb ztp_events.rb runner].map { |part| "#{PUSH}/#{part}" }.freeze
  RUNS = { '1' => 'base', '2' => 'base', '3' => 'trial', '4' => 'trial' }.freeze
  BOOT_SECONDS = 180

  def test_a_second_converge_changes_nothing_on_a_real_system
    require_tools
    Dir.mktmpdir('push-machine') do |shared|
      prepare(shared)
      said = `timeout --kill-after=10 #{BOOT_SECONDS} #{PUSH}/test/machine/boot #{ROOT} #{shared} 2>&1`
      assert_path_exists("#{shared}/out/state", said)

      assert_converged(shared, '1', changes: true)
      assert_converged(shared, '2', changes: false)
      assert_converged(shared, '3', changes: true)
      assert_converged(shared, '4', changes: false)
      assert_accepted(shared)
      assert_secret_kept(shared)
    end
  end

  private

  def require_tools
    missing = %w[mmdebstrap systemd-nspawn unshare].reject { |tool| system("command -v #{tool} >/dev/null") }
    missing << 'root' unless Process.uid.zero?
    unless missing.empty?
      puts "skipped: the machine test needs #{missing.join(', ')}"
      skip
    end
    return if File.directory?(ROOT)

    said = `#{PUSH}/test/machine/build-root #{ROOT} 2>&1`
    assert_path_exists(ROOT, said)
  end

  def prepare(shared)
    FileUtils.mkdir_p(["#{shared}/out", "#{shared}/runs"])
    FileUtils.cp("#{PUSH}/test/machine/guest", "#{shared}/test")
    FileUtils.cp("#{COOKBOOKS}/base/acceptance.json", shared)
    File.write("#{shared}/ztp-test.service", "[Service]\nType=oneshot\nExecStart=/srv/shared/test\n")
    RUNS.each do |run, role|
      into = "#{shared}/runs/#{run}"
      FileUtils.mkdir_p("#{into}/push")
      FileUtils.cp_r(CARRIED, "#{into}/push")
      FileUtils.cp_r(role == 'base' ? COOKBOOKS : "#{PUSH}/test/cookbooks", "#{into}/cookbooks")
      File.write("#{into}/node.json", JSON.generate(NODE.merge('run_list' => ["recipe[#{role}]"])))
    end
  end

  def assert_converged(shared, run, changes:)
    log = File.read("#{shared}/out/#{run}/output.log")
    events = File.readlines("#{shared}/out/#{run}/events.jsonl").map { |line| JSON.parse(line) }
    assert_equal("0\n", File.read("#{shared}/out/#{run}/exit-code"), log)
    assert_equal(%w[run_started run_completed], events.values_at(0, -1).map { |event| event['event'] })
    updated = events.select { |event| event['status'] == 'updated' }
    changes ? refute_empty(updated) : assert_empty(updated)
  end

  def assert_accepted(shared)
    assert_empty(File.read("#{shared}/out/errors"))
    checks = JSON.parse(File.read("#{shared}/out/acceptance.json"))
    assert(checks.all? { |check| check['passes'] }, checks.inspect)

    state = File.read("#{shared}/out/state")
    ['edge-7', 'localhost is known', 'uid=1000(ops)', 'sudo works', "enabled\nactive\nactive\n", "worker\ncrew\none\n"]
      .each { |wanted| assert_includes(state, wanted) }
  end

  def assert_secret_kept(shared)
    %w[events.jsonl output.log].each { |file| refute_includes(File.read("#{shared}/out/3/#{file}"), 'hunter2') }
  end
end
