# frozen_string_literal: true

require 'helper'
require 'secrecy'

# Every recipe of every cookbook, with the attributes of machine/COOKBOOK.json: it compiles, a why-run of it comes to
# its end, and no secret stands where others may read it.
class CookbooksTest < Minitest::Test
  include Secrecy

  FACTS = { 'os' => 'linux', 'platform' => 'debian', 'platform_family' => 'debian', 'platform_version' => '13',
            'ipaddress' => '10.88.0.2', 'machinename' => 'box', 'hostname' => 'box',
            'kernel' => { 'release' => 'none' } }.freeze
  RECIPES = Dir["#{COOKBOOKS}/*/recipes/*.rb"].map { |file| file.scan(%r{([^/]+)/recipes/(.+)\.rb}).first }

  RECIPES.each do |cookbook, recipe|
    define_method("test_#{cookbook}_#{recipe}") do
      attributes = attributes_of(cookbook)
      context, resources = compile(["recipe[#{cookbook}::#{recipe}]"], attributes)
      (resources + converged(context, resources)).uniq
                                                 .each { |resource| assert_kept(resource, secrets_of(attributes)) }
    end
  end

  def test_the_compute_machine_asks_the_server_for_its_controller
    attributes = attributes_of('openstack')
    attributes['openstack'].delete('controller')
    run_list = ['recipe[openstack::compute]']
    assert_match(/0 machines are controllers/, assert_raises(RuntimeError) { compile(run_list, attributes) }.message)

    peers = { 'openstack::controller' => [{ 'hostname' => 'c', 'address' => '10.88.0.9' }] }
    _, resources = compile(run_list, attributes.merge('ztp' => { 'address' => '10.88.0.3', 'peers' => peers }))
    nova = resources.find { |resource| resource.name == '/etc/nova/nova.conf' }.send(:wanted_content)
    assert_match(/^my_ip = 10.88.0.3$/, nova)
    assert_match(%r{^transport_url = rabbit://openstack:Queue\w+@10.88.0.9:5672/$}, nova)
    refute_match(/database/, nova)
    resources.each { |resource| assert_kept(resource, secrets_of(attributes)) }
  end

  def test_a_secret_that_is_missing_or_would_break_a_file_is_refused_by_name
    attributes = attributes_of('openstack')
    { nil => /the secret openstack.admin_password is not set/, 'a$b' => /admin_password may hold letters/ }
      .each do |value, message|
        attributes['openstack']['admin_password'] = value
        refused = assert_raises(RuntimeError) { compile(['recipe[openstack::keystone]'], attributes) }
        assert_match(message, refused.message)
      end
  end

  def test_images_are_asked_of_the_registry_of_the_server_first_unless_told
    told = { 'ztp' => { 'mirror' => 'http://10.88.0.1/mirror' } }
    { {} => nil, told => 'http://10.88.0.1',
      told.merge('kubernetes' => { 'registry' => 'http://r:5000' }) => 'http://r:5000',
      told.merge('kubernetes' => { 'registry' => false }) => nil }.each do |attributes, registry|
      _, resources = compile(['recipe[kubernetes::runtime]'], attributes)
      hosts = resources.find { |resource| resource.name.end_with?('hosts.toml') }
      assert_equal([registry ? :create : :delete], hosts.action)
      assert_includes(hosts.content, %([host."#{registry}"]))
    end
  end

  private

  def attributes_of(cookbook)
    file = "#{PUSH}/test/machine/#{cookbook}.json"
    File.file?(file) ? JSON.parse(File.read(file)) : {}
  end

  def compile(run_list, attributes)
    node = Ztp::Node.new(Ztp::Attributes.new(normal: attributes, automatic: FACTS), 'box')
    context = Ztp::Context.new(node: node, shell: ScriptedShell.new, why_run: true,
                               cookbooks: Ztp::Cookbooks.new(COOKBOOKS))
    compilation = Ztp::Compilation.new(context)
    loud = $VERBOSE
    $VERBOSE = nil # one process loads a library for each recipe
    compilation.run(run_list)
    [context, compilation.resources]
  ensure
    $VERBOSE = loud
  end
end
