# frozen_string_literal: true

require_relative 'errors'
require_relative 'resource'

module Ztp
  # The converge phase: resources in order, notifications at once or at the end, each action told to the event log.
  # A failure ends it, but what was notified before is still done, so that a changed file meets its restart. Of the
  # resources inside a custom resource nothing is told but through that one, as of Chef's.
  class Convergence
    # The failure that ended the phase, with the resource it came from; +hidden+ when nothing more may be told.
    class Failed < StandardError
      attr_reader :resource, :log, :hidden

      # The cause may be the failure of a resource inside this one.
      def initialize(resource, cause)
        @resource = resource
        inside = cause.is_a?(Failed) ? cause : nil
        @hidden = resource.sensitive || inside&.hidden
        @log = @hidden ? nil : (cause.respond_to?(:log) && cause.log) || cause.message
        super(@hidden ? HIDDEN : [*inside&.resource&.label, cause.message].join(': '))
      end
    end

    HIDDEN = 'not told: the resource is sensitive'

    def initialize(context, log, pause: ->(seconds) { sleep seconds })
      @context = context
      @log = log
      @pause = pause
      @delayed = []
      @depth = 0
      @trying = false
      context.convergence = self
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

    # Answers what was changed, or nil.
    def perform(resource, action)
      return if action == :nothing

      notify_before(resource, action)
      status, detail, error = told(resource, action)
      raise Failed.new(resource, error) if error && !resource.ignore_failure
      return unless status == 'updated'

      notify(resource) unless @trying
      detail
    end

    private

    def attempt
      yield
      nil
    rescue Failed => e
      e
    end

    def told(resource, action)
      return outcome(resource, action) unless @depth.zero? && !@trying

      since = @log.now
      @log.resource_started(resource.label, action, place(resource))
      outcome(resource, action).tap do |status, detail,|
        said = resource.sensitive && detail ? HIDDEN : detail
        @log.resource(resource.label, action, place(resource), status: status, since: since, detail: said,
                                                               diff: resource.diff)
      end
    end

    # Status, detail and, for a failure, the error.
    def outcome(resource, action)
      @depth += 1
      closed = resource.guards.find { |guard| !guard.allows?(@context.shell, resource.guard_options) }
      return ['skipped', "skipped: #{closed}"] if closed

      changes = with_retries(resource) { resource.perform(action) }
      changes.empty? ? ['up_to_date', nil] : ['updated', changes.join('; ')]
    rescue StandardError => e
      ['failed', e.message, e]
    ensure
      @depth -= 1
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

    # As in Chef, a why-run of the action tells whether it is going to change something.
    def notify_before(resource, action)
      wanted = resource.notifications.select { |n| n.timing == :before }
      wanted.each { |n| perform(n.target, n.action) } if wanted.any? && !@trying && changes?(resource, action)
    end

    def changes?(resource, action)
      real = @context.why_run
      @context.why_run = @trying = true
      outcome(resource, action).first == 'updated'
    ensure
      @context.why_run = real
      @trying = false
    end

    def notify(resource)
      timed = resource.notifications.group_by(&:timing)
      timed.fetch(:immediately, []).each { |n| perform(n.target, n.action) }
      timed.fetch(:delayed, []).each do |n|
        @delayed << n unless @delayed.any? { |d| d.target.equal?(n.target) && d.action == n.action }
      end
    end

    def place(resource) = resource.place.to_h
  end
end
