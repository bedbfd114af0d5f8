# frozen_string_literal: true

require 'etc'
require_relative '../resource'

module Ztp
  # `group`. Members are only touched when the recipe names some; `append` adds them to those already there.
  class GroupResource < Resource
    type :group
    default_action :create
    property :group_name, String, from_name: true
    property :gid, Integer, String
    property :members, Array, String
    property :append, Property::BOOLEAN, default: false
    property :excluded_members, Array, String, default: []
    property :system, Property::BOOLEAN, default: false

    def action_create
      create unless existing
      bring_gid
      bring_members
    end

    def action_modify
      action_create if existing
    end

    def action_remove
      change('removed') { shell.run!('groupdel', group_name) } if existing
    end

    private

    def existing
      Etc.getgrnam(group_name)
    rescue ArgumentError
      nil
    end

    def create
      number = gid ? ['--gid', gid.to_s] : []
      change('created') { shell.run!('groupadd', *number, *(['--system'] if system), group_name) }
    end

    def bring_gid
      return unless gid && existing && existing.gid != gid.to_i

      change("gid #{gid}") { shell.run!('groupmod', '--gid', gid.to_s, group_name) }
    end

    def bring_members
      return unless set?(:members) || set?(:excluded_members)

      now = existing ? existing.mem : []
      kept = append || !set?(:members) ? now : []
      wanted = (kept | Array(members)) - Array(excluded_members)
      return if wanted.sort == now.sort

      change("members #{wanted.sort.join(', ')}") { shell.run!('gpasswd', '--members', wanted.join(','), group_name) }
    end
  end
end
