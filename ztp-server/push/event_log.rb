# frozen_string_literal: true

require 'json'
require 'time'

module Ztp
  # The progress of one converge as JSON lines, one event a line, written through at once.
  # Chef's event handler and our own runner both write through this class, so the server reads one format.
  # A full disk must not fail a converge: an unwritable line is told once on stderr and dropped.
  class EventLog
    DETAIL_CHARACTERS = 300
    DIFF_CHARACTERS = 4000
    LOG_LINES = 40

    def initialize(path, client:, monotonic: -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) })
      @file = File.open(path, File::WRONLY | File::CREAT | File::APPEND, 0o600)
      @file.sync = true
      @client = client
      @monotonic = monotonic
      @begun = now
      @total = @updated = 0
      @started = false
    end

    def now = @monotonic.call

    # Comes first whatever happens, so a resource that runs before the converge phase brings it about, without a number.
    def run_started(resources: nil)
      return if @started

      @started = true
      write('run_started', at: Time.now.utc.iso8601, client: @client, resources: resources)
    end

    def resource_started(name, action, place)
      run_started
      write('resource_started', name: name, action: action, **place)
    end

    # +status+ is updated, up_to_date, skipped or failed; +since+ comes from #now.
    def resource(name, action, place, status:, since:, detail: nil, diff: nil)
      @total += 1
      @updated += 1 if status == 'updated'
      write('resource', name: name, action: action, status: status, seconds: seconds(since), **place,
                        detail: one_line(detail), diff: diff && diff[0, DIFF_CHARACTERS])
    end

    def run_completed
      write('run_completed', updated: @updated, total: @total, seconds: seconds(@begun))
    end

    def run_failed(message, resource: nil, place: {}, log: nil)
      run_started
      write('run_failed', resource: resource, **place, message: one_line(message), log: tail(log))
    end

    private

    def seconds(since) = (now - since).round(3)

    def write(event, fields)
      line = { event: event }.merge(fields).compact.transform_values { |v| v.is_a?(String) ? utf8(v) : v }
      @file.write("#{JSON.generate(line)}\n")
    rescue SystemCallError, IOError => e
      warn "events are not written: #{e.message}" unless @warned
      @warned = true
    end

    def one_line(text)
      line = utf8(text.to_s).split(/\s*\n\s*/).reject(&:empty?).first(3).join('; ')[0, DETAIL_CHARACTERS]
      line.empty? ? nil : line
    end

    def tail(text) = text && utf8(text.to_s).lines.last(LOG_LINES).join

    def utf8(text) = text.dup.force_encoding(Encoding::UTF_8).scrub('?')
  end
end
