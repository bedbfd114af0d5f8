# frozen_string_literal: true

require 'etc'
require_relative 'errors'

module Ztp
  # Runs commands, each in its own process group, without a terminal and with the C locale.
  class Shell
    # +output+ is stdout and stderr as they came; +stdout+ is stdout alone.
    Result = Struct.new(:command, :status, :stdout, :output) do
      def ok? = status.zero?

      def last_line = output.lines.map(&:strip).reject(&:empty?).last
    end

    ENVIRONMENT = {
      'LC_ALL' => 'C.UTF-8',
      'PATH' => '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
    }.freeze
    TIMEOUT_SECONDS = 3600
    # A package manager that is stopped needs a moment to leave its database whole.
    KILL_AFTER_SECONDS = 15

    # One string goes through /bin/sh, several words do not. +user+ and +group+ change who runs it.
    # Raises ActionFailed when it cannot be started or is not done within +timeout+ seconds.
    def run(*command, env: {}, cwd: '/', user: nil, group: nil, umask: nil, input: '', timeout: nil, tee: nil)
      argv = command.size == 1 ? ['/bin/sh', '-c', command.first] : command
      timeout ||= TIMEOUT_SECONDS
      argv = as(user, group) + argv if user || group
      collect(command.join(' '), argv, environment(env), { chdir: cwd, umask: umask }.compact, input, timeout, tee)
    end

    # Like #run, but raises ActionFailed unless the exit status is 0.
    def run!(*command, **options)
      result = run(*command, **options)
      return result if result.ok?

      said = ["`#{result.command}` ended with #{result.status}", result.last_line].compact.join(': ')
      raise ActionFailed.new(said, result.output)
    end

    private

    def environment(env) = ENVIRONMENT.merge(env.to_h { |k, v| [k.to_s, v&.to_s] })

    def as(user, group)
      entry = Etc.getpwnam(user || 'root')
      ['setpriv', "--reuid=#{entry.uid}", "--regid=#{group || entry.gid}", '--init-groups', '--']
    end

    def collect(shown, argv, env, options, input, timeout, tee)
      pid, stdin, out, err = start(shown, argv, env, options)
      writer = Thread.new { feed(stdin, input) }
      stdout = String.new
      output = String.new
      status = follow(pid, [out, err], clock + timeout) do |stream, text|
        stdout << text if stream == out
        output << text
        tee&.write(text)
      end
      raise ActionFailed.new("`#{shown}` was not done after #{timeout} s", output) unless status

      pid = nil
      Result.new(shown, status.exitstatus || (128 + status.termsig), text_of(stdout), text_of(output))
    ensure
      writer&.kill
      [stdin, out, err].compact.each(&:close)
      finish_off(pid) if pid
    end

    def start(shown, argv, env, options)
      child_in, stdin = IO.pipe
      out, child_out = IO.pipe
      err, child_err = IO.pipe
      program, *arguments = argv
      pid = Process.spawn(env, [program, program], *arguments, in: child_in, out: child_out, err: child_err,
                                                               pgroup: true, close_others: true, **options)
      [pid, stdin, out, err]
    rescue SystemCallError => e
      raise ActionFailed, "`#{shown}` cannot be started: #{e.message}"
    ensure
      [child_in, child_out, child_err].compact.each(&:close)
    end

    def feed(stdin, input)
      stdin.write(input)
    rescue Errno::EPIPE
      nil
    ensure
      stdin.close
    end

    # Yields what the streams bring until the process has ended; nil when the deadline came first. A daemon that the
    # process left behind may hold the streams open for ever, so their end is not waited for.
    def follow(pid, streams, deadline, &block)
      loop do
        quiet = !read(streams, &block)
        status = quiet && Process.wait2(pid, Process::WNOHANG)&.last
        return status if status
        return nil if clock > deadline
      end
    end

    def read(streams)
      ready, = IO.select(streams, nil, nil, 0.05)
      ready&.each do |stream|
        text = stream.read_nonblock(65_536, exception: false)
        text.nil? ? streams.delete(stream) : yield(stream, text)
      end
    end

    def finish_off(pid)
      Process.kill(:TERM, -pid)
      deadline = clock + KILL_AFTER_SECONDS
      sleep 0.05 until (gone = Process.wait(pid, Process::WNOHANG)) || clock > deadline
      Process.kill(:KILL, -pid)
      Process.wait(pid) unless gone
    rescue Errno::ESRCH, Errno::ECHILD
      nil
    end

    def text_of(bytes) = bytes.force_encoding(Encoding::UTF_8).scrub('?')

    def clock = Process.clock_gettime(Process::CLOCK_MONOTONIC)
  end
end
