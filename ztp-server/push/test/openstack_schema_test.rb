# frozen_string_literal: true

require 'helper'

# The resource of the openstack cookbook that makes databases, their account and their tables.
class OpenstackSchemaTest < Minitest::Test
  include Kitchen

  NOVA = <<~RECIPE
    openstack_schema 'nova' do
      password 'hunter2'
      databases %w[nova nova_cell0]
      sync 'nova-manage db sync'
      migrations 'nova/db/main/migrations'
    end
  RECIPE
  SIGN_IN = "mariadb --no-defaults --host=127.0.0.1 --user=nova --execute='SELECT 1'"
  TOOL = '/usr/local/sbin/openstack-schema'
  SIGNED_IN = "#{SIGN_IN} nova && #{SIGN_IN} nova_cell0"
  AT_THE_END = "#{TOOL} nova nova/db/main/migrations && #{TOOL} nova_cell0 nova/db/main/migrations"

  # Which of its two guards fail, and what is run then.
  ROWS = {
    [] => [],
    [SIGNED_IN] => ['execute[databases of nova]'],
    [AT_THE_END] => ['execute[schema of nova]'],
    [SIGNED_IN, AT_THE_END] => ['execute[databases of nova]', 'execute[schema of nova]']
  }.freeze

  def setup
    super
    write('cookbooks/openstack/metadata.rb', "name 'openstack'\n")
    %w[resources files].each do |folder|
      FileUtils.ln_s("#{COOKBOOKS}/openstack/#{folder}", "#{@dir}/cookbooks/openstack/#{folder}")
    end
    write('cookbooks/t/metadata.rb', "name 't'\ndepends 'openstack'\n")
  end

  def test_what_is_wanting_is_made_and_nothing_else
    ROWS.each do |failing, run|
      shell = ScriptedShell.new(failing.to_h { |guard| [guard, [1, '']] })
      converge(NOVA, shell: shell, why_run: true)
      assert_nil(@failure)
      detail = @events.find { |event| event['event'] == 'resource' }['detail'].to_s
      assert_equal(run, detail.scan(/execute\[[^\]]+\]/), failing)
      refute_match(/hunter2/, @events.to_json)
    end
  end

  def test_a_service_may_tell_itself_whether_it_is_at_the_end
    shell = ScriptedShell.new
    converge(<<~RECIPE, shell: shell, why_run: true)
      openstack_schema 'glance' do
        password 'hunter2'
        sync 'glance-manage db_sync'
        current 'glance-manage db check'
      end
    RECIPE
    assert_equal(["#{SIGN_IN.sub('nova', 'glance')} glance", 'glance-manage db check'], shell.asked.last(2))
  end

  def test_it_wants_a_password_and_a_command
    %w[password sync].each do |property|
      recipe = NOVA.lines.grep_v(/^  #{property} /).join
      assert_match(/`#{property}` is required/, assert_raises(Ztp::Refused) { compile(recipe) }.message)
    end
  end
end
