# frozen_string_literal: true

require 'helper'
$LOAD_PATH.unshift("#{__dir__}/stand_in")
require_relative '../ztp_events'

# The handler under the calls that Chef 18 makes, in Chef's order. What Chef really calls is shown by a real Chef only.
class ChefEventsTest < Minitest::Test
  Resource = Struct.new(:declared_type, :name, :command, :sensitive, :ignore_failure, :line, keyword_init: true) do
    def cookbook_name = :base

    def recipe_name = 'default'

    def source_line = "/r/cache/cookbooks/base/recipes/default.rb:#{line || 7}:in `from_file'"
  end
  Guard = Struct.new(:to_text)
  Context = Struct.new(:resource_collection)
  Response = Struct.new(:body)
  Precondition = Class.new(StandardError) { attr_accessor :response }

  def setup
    @path = "#{Dir.mktmpdir('push-chef')}/events.jsonl"
    @handler = Ztp::ChefEvents.new(@path)
  end

  def teardown
    FileUtils.rm_rf(File.dirname(@path))
  end

  def test_a_resource_is_told_with_its_end_and_place
    @handler.converge_start(Context.new([1, 2]))
    act(package) do |r|
      @handler.resource_update_applied(r, :install, ["install version 1.2 of package x\nmore", ['diff']])
      @handler.resource_updated(r, :install)
    end
    @handler.run_completed(nil, nil)

    assert_equal('Chef 18.11.21', events[0]['client'])
    assert_equal({ 'event' => 'resource', 'name' => 'package[x]', 'action' => 'install', 'status' => 'updated',
                   'cookbook' => 'base', 'recipe' => 'default', 'line' => 7,
                   'detail' => 'install version 1.2 of package x; more' }, events[2].except('seconds'))
    assert_equal([1, 1], events.last.values_at('updated', 'total'))
  end

  def test_differences_are_told_where_they_are_asked_for
    @handler = Ztp::ChefEvents.new(@path, differences: true)
    secret = Resource.new(declared_type: :file, name: '/s', sensitive: true)
    [package, secret].each do |resource|
      act(resource) { |r| @handler.resource_update_applied(r, :install, ['update content', ['-old', '+new']]) }
    end
    assert_equal(["-old\n+new", nil], events.select { |e| e['event'] == 'resource' }.map { |e| e['diff'] })
  end

  def test_nested_resources_count_as_part_of_the_declared_one
    outer = Resource.new(declared_type: :apt_update, name: 'lists')
    act(outer, :periodic) do
      act(Resource.new(declared_type: :execute, name: 'apt-get update'), :run) do |inner|
        @handler.resource_update_applied(inner, :run, 'execute apt-get update')
        @handler.resource_updated(inner, :run)
      end
      @handler.resource_updated(outer, :periodic)
    end

    assert_equal([['apt_update[lists]', nil], ['apt_update[lists]', 'updated']],
                 events.drop(1).map { |event| event.values_at('name', 'status') })
    assert_equal('execute apt-get update', events.last['detail'])
  end

  def test_guards_up_to_date_and_nothing
    act(package) { |r| @handler.resource_skipped(r, :install, Guard.new('not_if "test -e /x"')) }
    act(package) { |r| @handler.resource_up_to_date(r, :install) }
    act(package, :nothing) { |r| @handler.resource_skipped(r, :nothing, Guard.new('action :nothing')) }

    ends = events.select { |e| e['event'] == 'resource' }
    assert_equal([['skipped', 'skipped: not_if "test -e /x"'], ['up_to_date', nil]],
                 ends.map { |event| event.values_at('status', 'detail') })
  end

  def test_a_failure_is_told_once_with_its_resource
    act(package) do |r|
      @handler.resource_failed_retriable(r, :install, 1, RuntimeError.new('busy'))
      @handler.resource_failed(r, :install, RuntimeError.new("no mirror\nlong"))
    end
    @handler.run_failed(RuntimeError.new("package[x] (base::default line 7) had an error: no mirror\nSTDERR: why"), nil)

    assert_equal(['failed', 'busy (1 more tries); no mirror'], events[2].values_at('status', 'detail'))
    failed = events.last
    assert_equal(['run_failed', 'package[x]', 'base', 'default', 7],
                 failed.values_at('event', 'resource', 'cookbook', 'recipe', 'line'))
    assert_match(/no mirror; STDERR: why/, failed['message'])
  end

  def test_an_ignored_failure_is_not_blamed_for_a_later_one
    ignored = Resource.new(declared_type: :execute, name: 'try', ignore_failure: true)
    act(ignored, :run) { |r| @handler.resource_failed(r, :run, RuntimeError.new('meh')) }
    @handler.run_failed(RuntimeError.new('other'))

    refute(events.last.key?('resource'))
  end

  def test_a_compile_error_and_a_missing_cookbook_are_explained
    error = RuntimeError.new('undefined method')
    error.set_backtrace(["/opt/chef/x.rb:1:in `y'", "/r/cache/cookbooks/base/recipes/time.rb:3:in `from_file'"])
    @handler.run_failed(error)
    assert_equal(['base', 'time', 3], events.last.values_at('cookbook', 'recipe', 'line'))

    missing = Precondition.new('412 "Precondition Failed"')
    missing.response = Response.new('{"non_existent_cookbooks":["nosuch"]}')
    @handler.run_failed(missing)
    assert_match(/nosuch/, events.last['message'])
  end

  def test_a_sensitive_resource_keeps_its_secret
    secret = Resource.new(declared_type: :execute, name: 'login hunter2', command: 'login hunter2', sensitive: true)
    act(secret, :run) { |r| @handler.resource_skipped(r, :run, Guard.new('not_if "grep hunter2"')) }
    act(Resource.new(declared_type: :custom, name: 'outer'), :run) do |outer|
      act(secret, :run) do |r|
        @handler.resource_update_applied(r, :run, 'hunter2')
        @handler.resource_failed(r, :run, RuntimeError.new('hunter2'))
      end
      @handler.resource_failed(outer, :run, RuntimeError.new('hunter2'))
    end
    @handler.run_failed(RuntimeError.new('hunter2'))

    refute_includes(File.read(@path), 'hunter2')
    assert_equal('execute[sensitive]', events[1]['name'])
  end

  def test_a_full_disk_does_not_fail_the_run
    handler = Ztp::ChefEvents.new('/dev/full')
    _, said = capture_io { 2.times { handler.run_completed(nil) } }
    assert_match(/\Aevents are not written: .*\n\z/, said)
  end

  private

  def package = Resource.new(declared_type: :package, name: 'x')

  def act(resource, action = :install)
    @handler.resource_action_start(resource, action)
    yield resource
  ensure
    @handler.resource_completed(resource)
  end

  def events = File.readlines(@path).map { |line| JSON.parse(line) }
end
