# frozen_string_literal: true

require 'helper'

class AttributesTest < Minitest::Test
  def test_a_higher_level_wins_hashes_merge_and_arrays_are_replaced
    attributes = Ztp::Attributes.new(normal: { 'a' => { 'n' => 2, 'list' => [3] } }, automatic: { 'os' => 'linux' })
    attributes.level(:default)['a']['d'] = 1
    attributes.level(:default)['a']['n'] = 1
    attributes.level(:default)['a']['list'] = [1, 2]
    attributes.level(:override)[:a][:o] = { deep: true }
    attributes.level(:override)['os'] = 'plan9'

    assert_equal({ 'd' => 1, 'n' => 2, 'list' => [3], 'o' => { 'deep' => true } }, attributes['a'])
    assert_equal('linux', attributes['os'])
  end

  def test_false_is_a_value_and_nil_is_none
    attributes = Ztp::Attributes.new(normal: { 'on' => false, 'off' => nil })
    attributes.level(:default)['on'] = true
    attributes.level(:default)['off'] = 'kept'

    assert_equal(false, attributes['on'])
    assert_equal('kept', attributes['off'])
  end

  def test_what_recipes_read_answers_to_symbols_and_cannot_be_changed
    node = Ztp::Node.new(Ztp::Attributes.new(normal: { 'a' => { 'b' => [{ 'c' => 1 }] } }), 'box')

    assert_equal(1, node[:a][:b].first[:c])
    assert_equal(1, node.dig('a', 'b', 0, 'c'))
    assert_nil(node.read('a', 'x', 'y'))
    assert_nil(node['nothing'])
    assert_raises(FrozenError) { node['a']['b'] << 2 }
    assert_raises(FrozenError) { node['a']['z'] = 2 }
  end
end
