# frozen_string_literal: true

require 'etc'
require_relative '../resource'

module Ztp
  # `user`, through the tools of shadow. A password is a hash and is handed over on stdin, never as an argument.
  class UserResource < Resource
    type :user
    default_action :create
    property :username, String, from_name: true
    property :uid, Integer, String
    property :gid, Integer, String
    property :home, String
    property :shell, String
    property :comment, String
    property :password, String
    property :manage_home, Property::BOOLEAN, default: false
    property :system, Property::BOOLEAN, default: false

    def action_create
      existing ? modify : create
      bring_password
    end

    def action_modify
      action_create if existing
    end

    def action_remove
      change('removed') { run('userdel', *('--remove' if manage_home), username) } if existing
    end

    def action_lock
      change('locked') { run('usermod', '--lock', username) } unless shadow.to_s.start_with?('!')
    end

    def action_unlock
      change('unlocked') { run('usermod', '--unlock', username) } if shadow.to_s.start_with?('!')
    end

    private

    # `shell` is a property of this kind, so the runner of commands is taken from the context.
    def run(*command, **options) = @context.shell.run!(*command, **options)

    def existing
      Etc.getpwnam(username)
    rescue ArgumentError
      nil
    end

    def create
      flags = [manage_home ? '--create-home' : '--no-create-home', *('--system' if system)]
      flags += settings.flat_map { |name, (_, value)| ["--#{name}", value] }
      change('created') { run('useradd', *flags, username) }
    end

    def modify
      differing = settings.reject { |_, (now, value)| now == value }
      return if differing.empty?

      flags = differing.flat_map { |name, (_, value)| ["--#{name}", value] }
      flags << '--move-home' if manage_home && differing.key?('home')
      change(differing.keys.join(', ')) { run('usermod', *flags, username) }
    end

    # What the account has and shall have, by the option of useradd; only what the recipe sets.
    def settings
      now = existing
      { 'uid' => [now&.uid.to_s, uid], 'gid' => [now&.gid.to_s, number_of(gid)], 'home' => [now&.dir, home],
        'shell' => [now&.shell, shell], 'comment' => [now&.gecos, comment] }
        .transform_values { |present, wanted| [present, wanted&.to_s] }.reject { |_, (_, wanted)| wanted.nil? }
    end

    def number_of(group)
      group.is_a?(String) && group !~ /\A\d+\z/ ? Etc.getgrnam(group).gid : group
    rescue ArgumentError
      why_run? ? group : fail_action("there is no group `#{group}`")
    end

    def bring_password
      return if password.nil? || shadow == password

      change('password') { run('chpasswd', '--encrypted', input: "#{username}:#{password}\n") }
    end

    def shadow = File.foreach('/etc/shadow').map { |line| line.split(':', 3) }.assoc(username)&.at(1)
  end
end
