# frozen_string_literal: true

# ruby main.rb [--why-run] DIR
#
# Converges the run list of DIR/node.json with the cookbooks in DIR/cookbooks and writes DIR/events.jsonl.
# Exit codes are those of Chef: 0 converged, 1 failed or refused, 2 SIGINT, 3 SIGTERM.

require 'json'
require_relative '../event_log'
require_relative 'compilation'
require_relative 'convergence'
require_relative 'facts'
require_relative 'shell'

module Ztp
  # One run, from arguments to exit code.
  class Main
    CLIENT = 'ztp-runner 0.1'
    USAGE = 'usage: main.rb [--why-run] DIR'

    def initialize(arguments)
      @why_run = arguments.include?('--why-run')
      @directory, *surplus = arguments - ['--why-run']
      abort USAGE unless @directory && surplus.empty?
    end

    def run
      stop_on('INT', 2)
      stop_on('TERM', 3)
      log = EventLog.new(path('events.jsonl'), client: CLIENT)
      converge(log)
    rescue Stopped => e
      log&.run_failed(e.message)
      warn e.message
      e.exit_code
    end

    private

    def stop_on(signal, code) = Signal.trap(signal) { Thread.main.raise(Stopped.new(signal, code)) }

    def converge(log)
      context, run_list = read_node
      compilation = Compilation.new(context)
      compilation.run(run_list)
      log.run_started(resources: compilation.resources.size)
      Convergence.new(context, log).run(compilation.resources)
      log.run_completed
      0
    rescue Refused => e
      tell(log, "refused: #{e.message}", place: e.place)
    rescue Convergence::Failed => e
      tell(log, e.message, resource: e.resource, place: e.resource.place, log_tail: e.log)
    rescue StandardError => e
      tell(log, "#{e.message} (#{e.class})", place: Place.of(e.backtrace_locations),
                                             log_tail: e.full_message(highlight: false))
    end

    def tell(log, message, resource: nil, place: nil, log_tail: nil)
      warn "FATAL: #{[resource&.label, place, message].compact.join(': ')}"
      log.run_failed(message, resource: resource&.label, place: place.to_h, log: log_tail)
      1
    end

    def read_node
      json = JSON.parse(File.read(path('node.json')))
      run_list = json.delete('run_list') { raise Refused.new('node.json has no run_list', nil) }
      facts = Facts.new.to_h
      node = Node.new(Attributes.new(normal: json, automatic: facts), facts['machinename'])
      cookbooks = Cookbooks.new(File.join(File.expand_path(@directory), 'cookbooks'))
      [Context.new(node: node, shell: Shell.new, cookbooks: cookbooks, why_run: @why_run), run_list]
    rescue JSON::ParserError => e
      raise Refused.new("node.json is not JSON: #{e.message.lines.first.chomp}", nil)
    end

    def path(name) = File.join(@directory, name)
  end
end

if $PROGRAM_NAME == __FILE__
  Encoding.default_external = Encoding::UTF_8 # cookbooks are UTF-8, whatever the locale of the machine
  $stdout.sync = true
  exit Ztp::Main.new(ARGV).run
end
