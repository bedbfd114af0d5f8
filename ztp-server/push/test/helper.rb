# frozen_string_literal: true

require 'fileutils'
require 'json'
require 'minitest/autorun'
require 'socket'
require 'tmpdir'

PUSH = File.expand_path('..', __dir__)
COOKBOOKS = File.expand_path('../../cookbooks', PUSH)

require_relative '../event_log'
require_relative '../runner/compilation'
require_relative '../runner/convergence'
require_relative '../runner/shell'

# A Shell that runs nothing: it notes what it is asked and answers from a script, by the beginning of the command.
class ScriptedShell
  attr_reader :asked

  def initialize(answers = {})
    @answers = answers
    @asked = []
  end

  def run(*command, **)
    text = command.join(' ')
    @asked << text
    status, output = @answers.find { |beginning, _| text.start_with?(beginning) }&.last || [0, '']
    Ztp::Shell::Result.new(text, status, output, output)
  end

  def run!(*command, **options)
    result = run(*command, **options)
    result.ok? ? result : raise(Ztp::ActionFailed.new("`#{result.command}` ended with #{result.status}", result.output))
  end
end

# A cookbook `t` in a folder of its own, compiled and converged in this process.
module Kitchen
  FACTS = { 'os' => 'linux', 'platform' => 'debian', 'platform_family' => 'debian', 'platform_version' => '13' }.freeze

  def setup
    @dir = Dir.mktmpdir('push-test')
  end

  def teardown
    FileUtils.rm_rf(@dir)
  end

  def write(path, text)
    full = File.join(@dir, path)
    FileUtils.mkdir_p(File.dirname(full))
    File.write(full, text)
    full
  end

  def context(shell: ScriptedShell.new, normal: {}, why_run: false)
    node = Ztp::Node.new(Ztp::Attributes.new(normal: normal, automatic: FACTS), 'box')
    cookbooks = Ztp::Cookbooks.new(File.join(@dir, 'cookbooks'))
    Ztp::Context.new(node: node, shell: shell, why_run: why_run, cookbooks: cookbooks)
  end

  def compile(recipe, run_list: ['recipe[t]'], **options)
    write('cookbooks/t/recipes/default.rb', recipe)
    context = context(**options)
    compilation = Ztp::Compilation.new(context)
    compilation.run(run_list)
    [context, compilation.resources]
  end

  # The resource events of the run, as [name, action, status] unless told otherwise.
  def converge(recipe, fields: %w[name action status], **options)
    context, resources = compile(recipe, **options)
    path = File.join(@dir, "events-#{rand(1_000_000)}")
    begin
      Ztp::Convergence.new(context, Ztp::EventLog.new(path, client: 'test'), pause: ->(_) {}).run(resources)
    rescue Ztp::Convergence::Failed => e
      @failure = e
    end
    @events = File.readlines(path).map { |line| JSON.parse(line) }
    @events.select { |event| event['event'] == 'resource' }.map { |event| event.values_at(*fields) }
  end

  # Gives +body+ to whoever asks, at the URL that the block gets.
  def serving(body)
    server = TCPServer.new('127.0.0.1', 0)
    thread = Thread.new { loop { answer(server.accept, body) } }
    yield "http://127.0.0.1:#{server.addr[1]}"
  ensure
    thread.kill
    server.close
  end

  def answer(client, body)
    client.gets("\r\n\r\n")
    client.write("HTTP/1.1 200 OK\r\nContent-Length: #{body.size}\r\nConnection: close\r\n\r\n#{body}")
    client.close
  end
end
