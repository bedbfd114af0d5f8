# frozen_string_literal: true

require 'machine'
require 'openssl'

# Cookbooks and a trial of every kind of resource, converged twice by the runner under a real systemd.
class MachineTest < Minitest::Test
  include Machine

  OPERATOR = { 'authorized_keys' => ['ssh-ed25519 AAAA someone'] }.freeze
  BASE = { 'base' => { 'hostname' => 'edge-7', 'operator' => OPERATOR } }.freeze
  SHIPPING = { 'agents' => { 'log' => { 'target' => '127.0.0.1', 'port' => 5140 } } }.freeze
  SHIPPED = 'logger -t trial hello $WAY; for i in $(seq 100); do ' \
            'grep -a "hello $WAY" /srv/shared/out/syslog && break; sleep 0.1; done'
  REMOVED = 'ls /etc/rsyslog.d; test -e /usr/sbin/rsyslogd || echo no rsyslog'

  def test_a_second_converge_changes_nothing_on_a_real_system
    server = server_of_logs
    sealed = { 'agents' => { 'log' => { 'target' => '127.0.0.1', 'port' => 5141, 'name' => 'logs.test',
                                        'ca' => server[/.*END CERTIFICATE-----\n/m] } } }
    runs = twice('base', BASE) + twice('trial') + twice('agents', SHIPPING, after: "WAY=plain; #{SHIPPED}") +
           twice('agents', sealed, after: "WAY=sealed; #{SHIPPED}") + twice('agents', after: REMOVED) +
           twice('kubernetes::pki kubernetes::etcd kubernetes::runtime')
    converge_all(runs, files: { 'tls.pem' => server }) do |out|
      state = File.read("#{out}/state")
      ['edge-7', 'localhost is known', 'uid=1000(ops)', 'sudo works',
       "enabled\nactive\nactive\n", "worker\ncrew\none\n"]
        .each { |wanted| assert_includes(state, wanted) }
      assert_match(/trial.*hello plain/, File.read("#{out}/06/after"))
      assert_match(/trial.*hello sealed/, File.read("#{out}/08/after"))
      assert_equal("no rsyslog\n", File.read("#{out}/10/after"))
      %w[events.jsonl output.log].each { |file| refute_includes(File.read("#{out}/03/#{file}"), 'hunter2') }
    end
  end

  private

  # A certificate of its own signing, and its key, PEM.
  def server_of_logs
    key = OpenSSL::PKey::EC.generate('prime256v1')
    certificate = OpenSSL::X509::Certificate.new
    certificate.version = 2
    certificate.serial = 1
    certificate.subject = certificate.issuer = OpenSSL::X509::Name.parse('/CN=logs.test')
    certificate.public_key = key
    certificate.not_before = Time.now - 3600
    certificate.not_after = Time.now + 86_400
    made_by = OpenSSL::X509::ExtensionFactory.new(certificate, certificate)
    certificate.add_extension(made_by.create_extension('subjectAltName', 'DNS:logs.test'))
    certificate.add_extension(made_by.create_extension('basicConstraints', 'CA:TRUE', true))
    certificate.sign(key, 'SHA256')
    certificate.to_pem + key.to_pem
  end
end
