# frozen_string_literal: true

require 'machine'

# Cookbooks and a trial of every kind of resource, converged twice by the runner under a real systemd.
class MachineTest < Minitest::Test
  include Machine

  OPERATOR = { 'authorized_keys' => ['ssh-ed25519 AAAA someone'] }.freeze
  BASE = { 'base' => { 'hostname' => 'edge-7', 'operator' => OPERATOR } }.freeze
  SHIPPING = { 'agents' => { 'log' => { 'target' => '127.0.0.1', 'port' => 5140 } } }.freeze
  SHIPPED = 'logger -t trial hello agents; for i in $(seq 50); do ' \
            "grep -a 'hello agents' /srv/shared/out/syslog && break; sleep 0.1; done"
  REMOVED = 'ls /etc/rsyslog.d; test -e /usr/sbin/rsyslogd || echo no rsyslog'

  def test_a_second_converge_changes_nothing_on_a_real_system
    runs = twice('base', BASE) + twice('trial') + twice('agents', SHIPPING, after: SHIPPED) +
           twice('agents', after: REMOVED)
    converge_all(runs) do |out|
      state = File.read("#{out}/state")
      ['edge-7', 'localhost is known', 'uid=1000(ops)', 'sudo works',
       "enabled\nactive\nactive\n", "worker\ncrew\none\n"]
        .each { |wanted| assert_includes(state, wanted) }
      assert_match(/trial.*hello agents/, File.read("#{out}/06/after"))
      assert_equal("no rsyslog\n", File.read("#{out}/08/after"))
      %w[events.jsonl output.log].each { |file| refute_includes(File.read("#{out}/03/#{file}"), 'hunter2') }
    end
  end
end
