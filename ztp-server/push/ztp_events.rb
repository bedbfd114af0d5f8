# frozen_string_literal: true

require 'chef/event_dispatch/base'
require_relative 'event_log'

module Ztp
  # Follows a run of Chef Infra Client or Cinc Client 17 or later and writes its progress to an EventLog.
  #
  # Chef reports resources inside custom resources too; only the resource that the recipe declares is told, with the
  # status it ends in. +resource_completed+ comes last for every resource, also for a failed one.
  class ChefEvents < Chef::EventDispatch::Base
    FOLDERS = 'recipes|attributes|libraries|resources'
    RECIPE = %r{/cookbooks/(?<cookbook>[^/]+)/(?:#{FOLDERS})/(?<recipe>[^/]+)\.rb:(?<line>\d+)}

    HIDDEN = 'not told: the resource is sensitive'

    # One resource action under way; +secret+ as soon as one inside it was.
    Running = Struct.new(:resource, :action, :since, :status, :details, :secret, :diff)

    def self.client
      product = defined?(ChefUtils::Dist::Infra::PRODUCT) ? ChefUtils::Dist::Infra::PRODUCT : 'Chef'
      "#{product.match?(/cinc/i) ? 'Cinc' : 'Chef'} #{Chef::VERSION}"
    end

    # +differences+ tells those of files as well: they may hold what was not marked as sensitive.
    def initialize(path, differences: false, log: EventLog.new(path, client: ChefEvents.client))
      super()
      @differences = differences
      @log = log
      @running = []
      @blamed = nil
      @hidden = false
    end

    def converge_start(run_context)
      @log.run_started(resources: run_context.resource_collection.count)
    end

    def resource_action_start(resource, action, _notification_type = nil, _notifier = nil)
      @running.push(Running.new(resource, action.to_s, @log.now, nil, [], resource.sensitive))
      @log.resource_started(name_of(resource), action.to_s, place_of(resource)) if told?
    end

    def resource_update_applied(_resource, _action, update)
      said, *diff = Array(update).flatten.compact.map(&:to_s)
      note(said.to_s)
      keep_diff(diff) if @differences && diff.any? && !secret?
    end

    def resource_updated(_resource, _action) = ends('updated')

    def resource_up_to_date(_resource, _action) = ends('up_to_date')

    def resource_skipped(_resource, _action, conditional)
      ends('skipped')
      note("skipped: #{conditional.to_text}") if conditional.respond_to?(:to_text) && @running.size == 1
    end

    def resource_failed_retriable(_resource, _action, retries, exception)
      note("#{first_line(exception)} (#{retries} more tries)")
    end

    def resource_failed(resource, _action, exception)
      ends('failed')
      note(first_line(exception))
      return if @running.any? { |running| running.resource.ignore_failure }

      @blamed = @running.first&.resource || resource
      @hidden = secret?
    end

    def resource_completed(_resource)
      told = told?
      done = @running.pop
      @running.last.secret ||= done.secret if done && !@running.empty?
      return unless told && done

      @log.resource(name_of(done.resource), done.action, place_of(done.resource),
                    status: done.status || 'up_to_date', since: done.since, detail: done.details.uniq.join("\n"),
                    diff: done.secret ? nil : done.diff)
    end

    def run_completed(_node, _run_status = nil)
      @log.run_completed
    end

    def run_failed(exception, _run_status = nil)
      text = @hidden ? "#{exception.class}: #{HIDDEN}" : explain(exception)
      if @blamed
        @log.run_failed(text, resource: name_of(@blamed), place: place_of(@blamed), log: text)
      else
        @log.run_failed(text, place: place_in(exception), log: text)
      end
    end

    private

    # An action :nothing is a declaration, no work, and would only be noise.
    def told? = @running.size == 1 && @running.first.action != 'nothing'

    def secret? = @running.any?(&:secret)

    def ends(status)
      @running.last.status = status unless @running.empty?
    end

    def note(text)
      @running.first&.details&.push(secret? ? HIDDEN : text)
    end

    def keep_diff(lines)
      first = @running.first or return
      first.diff = [first.diff, *lines].compact.join("\n")
    end

    def name_of(resource)
      command = resource.respond_to?(:command) ? resource.command : nil
      return "#{resource.declared_type}[sensitive]" if resource.sensitive && command == resource.name

      "#{resource.declared_type}[#{Array(resource.name).join(', ')}]"
    end

    def place_of(resource)
      { cookbook: resource.cookbook_name&.to_s, recipe: resource.recipe_name&.to_s,
        line: resource.source_line.to_s[/:(\d+)/, 1]&.to_i }
    end

    def place_in(exception)
      at = Array(exception.backtrace).filter_map { |line| RECIPE.match(line) }.first
      at ? { cookbook: at[:cookbook], recipe: at[:recipe], line: at[:line].to_i } : {}
    end

    # A missing cookbook arrives as `412 "Precondition Failed"`; its name is in the body of the response only.
    def explain(exception)
      body = exception.respond_to?(:response) && exception.response.respond_to?(:body) ? exception.response.body : nil
      body.to_s.empty? ? exception.message : "#{exception.message}: #{body}"
    end

    def first_line(exception) = exception.message.to_s.lines.first.to_s.chomp
  end
end
