# frozen_string_literal: true

require 'etc'
require_relative '../resource'

module Ztp
  # Owner, group and mode of a file or directory.
  module Access
    def self.included(kind)
      kind.property :owner, String, Integer
      kind.property :group, String, Integer
      kind.property :mode, String, Integer
    end

    # Chef's other word for owner.
    def user(*value) = owner(*value)

    private

    # Brings +path+ to the owner, group and mode asked for; what is not asked for stays.
    def bring_access(path)
      now = File.exist?(path) ? File.stat(path) : nil
      uid = id_of(owner) { |name| Etc.getpwnam(name).uid }
      gid = id_of(group) { |name| Etc.getgrnam(name).gid }
      change("owner #{owner}") { File.chown(uid, nil, path) } if owner && now&.uid != uid
      change("group #{group}") { File.chown(nil, gid, path) } if group && now&.gid != gid
      bits = mode_bits
      change(format('mode %04o', bits)) { File.chmod(bits, path) } if bits && (now.nil? || now.mode & 0o7777 != bits)
    end

    # A why-run may name an account that an earlier resource would have made.
    def id_of(wanted)
      wanted.is_a?(String) ? yield(wanted) : wanted
    rescue ArgumentError
      why_run? ? nil : fail_action("there is no account or group `#{wanted}`")
    end

    def mode_bits
      bits = mode
      bits.is_a?(String) ? Integer(bits, 8) : bits
    rescue ArgumentError
      fail_action("`#{bits}` is not an octal mode")
    end
  end
end
