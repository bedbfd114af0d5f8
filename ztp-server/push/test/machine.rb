# frozen_string_literal: true

require 'helper'

# A throw-away Debian under its own systemd, without a network, in which the runner converges cookbooks as the server
# would: for each scenario a row of runs, and the second of two like ones may change nothing.
module Machine
  SUITE = ENV.fetch('SUITE', 'trixie')
  ROOT = ENV.fetch('ZTP_TEST_ROOT', "/var/cache/edgeztp/ruby-root-#{SUITE}")
  CARRIED = %w[converge event_log.rb ztp_events.rb runner].map { |part| "#{PUSH}/#{part}" }.freeze
  BOOT_SECONDS = 540

  # A converge: its run list, its attributes, whether it changes anything, and what is run after it.
  Run = Struct.new(:run_list, :attributes, :changes, :after, keyword_init: true)

  # After the second, the acceptance checks of the cookbook are asked and +after+ run.
  def twice(run_list, attributes = {}, after: nil)
    [Run.new(run_list: run_list, attributes: attributes, changes: true),
     Run.new(run_list: run_list, attributes: attributes, changes: false, after: after)]
  end

  # Converges the runs, with +files+ (texts by name) beside them, and yields the folder of what they left: in NUMBER of
  # each, from 01, and in the folder itself.
  def converge_all(runs, files: {})
    require_tools
    Dir.mktmpdir('push-machine') do |shared|
      FileUtils.mkdir_p("#{shared}/out")
      files.each { |name, text| File.write("#{shared}/#{name}", text) }
      named = runs.each.with_index(1).to_h { |run, number| [format('%02d', number), run] }
      named.each { |name, run| prepare(shared, name, run) }
      said = boot(shared)
      assert_path_exists("#{shared}/out/state", said)
      named.each { |name, run| assert_converged("#{shared}/out/#{name}", run) }
      assert_empty(File.read("#{shared}/out/errors"))
      yield "#{shared}/out"
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
    said = `SUITE=#{SUITE} #{PUSH}/test/machine/build-root #{ROOT} 2>&1`
    assert_path_exists(ROOT, said)
  end

  def prepare(shared, name, run)
    into = "#{shared}/runs/#{name}"
    cookbook = run.run_list[/\A\w+/]
    FileUtils.mkdir_p("#{into}/push")
    FileUtils.cp_r(CARRIED, "#{into}/push")
    FileUtils.cp_r(cookbook == 'trial' ? "#{PUSH}/test/cookbooks" : COOKBOOKS, "#{into}/cookbooks")
    list = run.run_list.split.map { |item| "recipe[#{item}]" }
    File.write("#{into}/node.json", JSON.generate(run.attributes.merge('run_list' => list)))
    File.write("#{into}/after", run.after) if run.after
    File.write("#{into}/acceptance.json", JSON.generate(checks(cookbook, run.run_list.split))) unless run.changes
  end

  # The acceptance checks of the cookbook that are for one of +roles+.
  def checks(cookbook, roles)
    file = "#{COOKBOOKS}/#{cookbook}/acceptance.json"
    all = File.file?(file) ? JSON.parse(File.read(file)) : []
    all.select { |check| check.fetch('roles', roles).intersect?(roles) }
  end

  def boot(shared)
    FileUtils.cp("#{PUSH}/test/machine/guest", "#{shared}/test")
    File.write("#{shared}/ztp-test.service", "[Service]\nType=oneshot\nExecStart=/srv/shared/test\n")
    `timeout --kill-after=10 #{BOOT_SECONDS} #{PUSH}/test/machine/boot #{ROOT} #{shared} 2>&1`
  end

  def assert_converged(out, run)
    assert_path_exists("#{out}/exit-code", "#{run.run_list} did not end")
    log = File.read("#{out}/output.log")
    events = File.readlines("#{out}/events.jsonl").map { |line| JSON.parse(line) }
    assert_equal("0\n", File.read("#{out}/exit-code"), log)
    assert_equal(%w[run_started run_completed], events.values_at(0, -1).map { |event| event['event'] })
    updated = events.select { |event| event['status'] == 'updated' }
    run.changes ? refute_empty(updated, run.run_list) : assert_empty(updated, run.run_list)
    checks = File.file?("#{out}/acceptance.json") ? JSON.parse(File.read("#{out}/acceptance.json")) : []
    assert(checks.all? { |check| check['passes'] }, checks.inspect)
  end
end
