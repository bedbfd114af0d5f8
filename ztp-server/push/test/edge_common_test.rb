# frozen_string_literal: true

require 'digest'
require 'helper'

# The resources of the edge_common cookbook.
class EdgeCommonTest < Minitest::Test
  include Kitchen

  def setup
    super
    FileUtils.mkdir_p("#{@dir}/cookbooks")
    FileUtils.ln_s("#{COOKBOOKS}/edge_common", "#{@dir}/cookbooks/edge_common")
    write('cookbooks/t/metadata.rb', "name 't'\ndepends 'edge_common'\n")
  end

  def test_an_artifact_is_put_in_place_with_the_right_sum_alone
    skip('the file is to be root\'s') unless Process.uid.zero?
    serving('program') do |url|
      sum = Digest::SHA256.hexdigest('program')
      good = "edge_common_artifact('#{@dir}/x') { url '#{url}/x'; sha256 '#{sum}' }"
      assert_equal(%w[updated up_to_date], Array.new(2) { converge(good, fields: ['status']).dig(0, 0) })
      assert_equal(['program', 0o755], [File.read("#{@dir}/x"), File.stat("#{@dir}/x").mode & 0o777])

      converge("edge_common_artifact('#{@dir}/x') { url '#{url}/x'; sha256 '#{'0' * 64}'; retries 0 }")
      assert_match(/has SHA-256 #{sum}, not 0000/, @failure.message)
      assert_equal('program', File.read("#{@dir}/x"))
      converge("edge_common_artifact('#{@dir}/x') { action :remove }")
      refute_path_exists("#{@dir}/x")
    end
  end

  def test_an_artifact_wants_url_and_sum
    ["edge_common_artifact '/x'", "edge_common_artifact('/x') { url 'http://h/x'; sha256 'abc' }"].each do |recipe|
      assert_match(/sha256|url/, assert_raises(Ztp::Refused) { compile(recipe) }.message)
    end
  end
end
