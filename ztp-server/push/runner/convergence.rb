# frozen_string_literal: true

require_relative 'errors'
require_relative 'resource'

module Ztp
  # The converge phase: resources in order, notifications at once or at the end, each action told to the event log.
  # A failure ends it, but what was notified before is still done, so that a changed file meets its restart.
  class Convergence
    # The failure that ended the phase, with the resource it came from; +hidden+ when nothing more may be told.
    class Failed < StandardError
      attr_reader :resource, :log, :hidden

      def initialize(resource, cause)
        @resource = resource
        @hidden = resource.sensitive
        @log = @hidden ? nil : (cause.respond_to?(:log) && cause.log) || cause.message
        super(@hidden ? HIDDEN : cause.message)
      end
    end

    HIDDEN = 'not told: the resource is sensitive'

    def initialize(context, log, pause: ->(seconds) { sleep seconds })
      @context = context
      @log = log
      @pause = pause
      @delayed = []
    end

    def run(resources)
      failure = attempt { resources.each { |resource| resource.action.each { |action| perform(resource, action) } } }
      until @delayed.empty?
        notification = @delayed.shift
        late = attempt { perform(notification.target, notification.action) }
        failure ||= late
      end
      raise failure if failure
    end

    private

    def attempt
      yield
      nil
    rescue Failed => e
      e
    end

    def perform(resource, action)
      return if action == :nothing

      since = @log.now
      @log.resource_started(resource.label, action, place(resource))
      status, detail, error = outcome(resource, action)
      @log.resource(resource.label, action, place(resource), status: status, since: since,
                                                                detail: resource.sensitive && detail ? HIDDEN : detail,
                                                                diff: resource.diff)
      raise Failed.new(resource, error) if error && !resource.ignore_failure

      notify(resource) if status == 'updated'
    end

    # Status, detail and, for a failure, the error.
    def outcome(resource, action)
      closed = resource.guards.find { |guard| !guard.allows?(@context.shell) }
      return ['skipped', "skipped: #{closed}"] if closed

      changes = with_retries(resource) { resource.perform(action) }
      changes.empty? ? ['up_to_date', nil] : ['updated', changes.join('; ')]
    rescue StandardError => e
      ['failed', e.message, e]
    end

    def with_retries(resource)
      tries = resource.retries
      begin
        yield
      rescue StandardError
        raise unless tries.positive?

        tries -= 1
        @pause.call(resource.retry_delay)
        retry
      end
    end

    def notify(resource)
      now, later = resource.notifications.partition { |n| n.timing == :immediately }
      now.each { |n| perform(n.target, n.action) }
      later.each do |n|
        @delayed << n unless @delayed.any? { |d| d.target.equal?(n.target) && d.action == n.action }
      end
    end

    def place(resource) = resource.place.to_h
  end
end
