# frozen_string_literal: true

require 'helper'
require "#{COOKBOOKS}/kubernetes/libraries/version"

# The steps that the kubernetes cookbook takes from one version to another.
class KubernetesVersionTest < Minitest::Test
  TAKEN = [[nil, '1.33.0'], %w[1.33.0 1.33.0], %w[1.33.0 1.33.4], %w[1.33.4 1.34.0]].freeze
  REFUSED = {
    %w[1.33.4 1.35.0] => 'this machine has 1.33.4 and goes to 1.34 first',
    %w[1.33.4 1.33.3] => 'is older than 1.33.4',
    %w[1.33.4 1.32.9] => 'is older than 1.33.4',
    %w[1.33.4 2.0.0] => 'this machine has 1.33.4',
    [nil, nil] => 'kubernetes.version is nil, not MAJOR.MINOR.PATCH',
    [nil, 'v1.33.0'] => 'kubernetes.version is "v1.33.0"'
  }.freeze

  def test_one_minor_version_up_at_a_time_and_never_down
    TAKEN.each { |step| assert_nil(EdgeKubernetes::Version.check_step(*step)) }
    REFUSED.each do |step, message|
      error = assert_raises(RuntimeError, step.inspect) { EdgeKubernetes::Version.check_step(*step) }
      assert_includes(error.message, message)
    end
  end

  def test_a_worker_is_never_ahead_of_its_control_plane
    [['1.33.4', nil], %w[1.33.4 1.33.4], %w[1.33.4 1.34.0]].each do |pair|
      assert_nil(EdgeKubernetes::Version.check_join(*pair))
    end
    error = assert_raises(RuntimeError) { EdgeKubernetes::Version.check_join('1.34.0', '1.33.9') }
    assert_includes(error.message, 'is newer than the control plane')
  end
end
