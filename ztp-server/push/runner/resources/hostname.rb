# frozen_string_literal: true

require_relative '../resource'

module Ztp
  # `hostname`: the running name, the name kept for the next boot, and the line of /etc/hosts, written as Chef writes
  # it. Chef sets the name while it compiles unless told otherwise; here nothing changes before the converge phase.
  class HostnameResource < Resource
    HOSTS = '/etc/hosts'
    KEPT = '/etc/hostname'

    type :hostname
    default_action :set
    property :hostname, String, from_name: true
    property :ipaddress, String
    property :aliases, Array, default: []
    property :compile_time, Property::BOOLEAN, only: [false]

    def check
      refuse("say `compile_time false`") unless set?(:compile_time)
    end

    def action_set
      bring_hosts(set?(:ipaddress) ? ipaddress : node['ipaddress'])
      return if kept == hostname && running == hostname

      change("#{running} -> #{hostname}") { systemd? ? shell.run!('hostnamectl', 'set-hostname', hostname) : set }
    end

    private

    def running = shell.run!('uname', '-n').stdout.chomp

    def kept = File.exist?(KEPT) ? File.read(KEPT).chomp : nil

    def set
      File.write(KEPT, "#{hostname}\n")
      shell.run!('hostname', hostname)
    end

    def bring_hosts(address)
      return unless address

      line = [address, hostname, *aliases, hostname[/[^.]*/]].join(' ')
      lines = File.exist?(HOSTS) ? File.readlines(HOSTS, chomp: true) : []
      return if lines.include?(line)

      replaced = /\A#{Regexp.escape(address)}\s|\s#{Regexp.escape(hostname)}\s/
      kept = lines.grep_v(replaced)
      change("#{HOSTS}: #{line}") { File.write(HOSTS, (kept + [line]).map { |l| "#{l}\n" }.join) }
    end
  end
end
