# frozen_string_literal: true

require 'fileutils'
require_relative 'access'

module Ztp
  # `file`: its content and access. The kinds that take their content from elsewhere build on it.
  class FileResource < Resource
    include Access

    type :file
    default_action :create
    property :path, String, from_name: true
    property :content, String
    property :backup, FalseClass, Integer, only: [false, 0]

    # A command with %{path} in it, or a block that takes the path, asked before the content counts. May be repeated.
    def verify(command = nil, &block) = (@checks ||= []) << (command || block)

    def action_create
      fail_action("#{path} is a directory") if File.directory?(path)
      bring_content(wanted_content)
      bring_access(path)
    end

    def action_create_if_missing
      action_create unless File.exist?(path)
    end

    def action_delete
      change('deleted') { File.unlink(path) } if File.exist?(path) || File.symlink?(path)
    end

    def action_touch
      change('touched') { FileUtils.touch(path) }
      bring_access(path)
    end

    private

    # nil leaves the content as it is.
    def wanted_content = content

    def bring_content(wanted)
      old = File.exist?(path) ? File.binread(path) : nil
      return if old && (wanted.nil? || old == wanted.b)

      new = wanted.to_s.b
      size = "#{new.bytesize} bytes"
      @diff = difference(new) if why_run? && !sensitive
      change(old ? "content, #{old.bytesize} -> #{size}" : "created, #{size}") { replace { |f| f.write(new) } }
    end

    # Of text alone, without the two lines that name the files.
    def difference(new)
      return if new.include?("\0")

      there = File.file?(path) ? path : '/dev/null'
      shell.run('diff', '-u', there, '-', input: new).stdout.lines.drop(2).join
    end

    # Written by the block beside its place and moved there, so that nobody reads half of it. A link is followed, as in
    # Chef.
    def replace
      target = File.symlink?(path) ? File.realpath(path) : path
      directory = File.dirname(target)
      fail_action("parent directory #{directory} does not exist") unless File.directory?(directory)

      draft = File.join(directory, ".#{File.basename(target)}.ztp-#{Process.pid}")
      File.open(draft, File::WRONLY | File::CREAT | File::EXCL, 0o600) { |f| yield(f) && f.fsync }
      verify_draft(draft)
      keep_access(target, draft)
      File.rename(draft, target)
    ensure
      FileUtils.rm_f(draft) if draft
    end

    def keep_access(target, draft)
      now = File.exist?(target) ? File.stat(target) : nil
      File.chown(now.uid, now.gid, draft) if now
      File.chmod(mode_bits || (now ? now.mode & 0o7777 : 0o666 & ~File.umask), draft)
    end

    def verify_draft(draft)
      Array(@checks).each do |check|
        next if check.is_a?(Proc) ? check.call(draft) : (result = shell.run(format(check, path: draft))).ok?

        fail_action("the new content of #{path} does not pass #{check.is_a?(Proc) ? 'its verify block' : "`#{check}`"}",
                    result&.output)
      end
    end
  end

  # `cookbook_file`: a file of the cookbook's files/, as it is.
  class CookbookFileResource < FileResource
    type :cookbook_file
    property :source, String
    property :cookbook, String

    def check
      found unless @values.values.any?(Lazy)
    end

    private

    def wanted_content = File.binread(found)

    def folder = 'files'

    def file_name = source || File.basename(path)

    def found
      owner = @context.cookbooks[cookbook || cookbook_name]
      owner.file(folder, file_name) or
        refuse("cookbook `#{owner.name}` has no #{folder}/#{file_name}")
    end
  end
end
