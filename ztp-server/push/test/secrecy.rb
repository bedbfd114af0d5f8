# frozen_string_literal: true

require 'tmpdir'
require_relative '../runner/convergence'

# Looks for secrets where others may read them: in what a recipe declares, and in what custom resources do in its place.
module Secrecy
  # Notes each resource that comes to its turn, also those inside of others.
  class Watched < Ztp::Convergence
    attr_reader :seen

    def initialize(...)
      super
      @seen = []
    end

    def perform(resource, action)
      @seen << resource
      super
    end
  end

  # All resources that a converge came to.
  def converged(context, resources)
    Dir.mktmpdir('push-secrecy') do |dir|
      watched = Watched.new(context, Ztp::EventLog.new("#{dir}/events", client: 'test'))
      watched.run(resources)
      watched.seen
    end
  end

  def assert_kept(resource, secrets)
    content = resource.is_a?(Ztp::FileResource) ? resource.send(:wanted_content).to_s : ''
    hidden = ->(name) { resource.class.properties[name]&.sensitive }
    values = resource.instance_variable_get(:@values).reject { |name, _| hidden.call(name) }.to_s
    told = secrets.select { |secret| content.include?(secret) || values.include?(secret) }
    return if told.empty?

    assert(resource.sensitive, "#{resource} has a secret and is not sensitive")
    refute(resource.guards.any? { |guard| told.any? { |secret| guard.to_s.include?(secret) } }, "guard of #{resource}")
    assert_match(/\A06[04]0\z/, resource.mode, resource.to_s) if resource.is_a?(Ztp::FileResource)
    return unless resource.is_a?(Ztp::ExecuteResource)

    refute(told.any? { |secret| resource.command.to_s.include?(secret) }, "arguments of #{resource}")
  end

  # The made-up ones of machine/COOKBOOK.json, and bootstrap tokens.
  def secrets_of(attributes) = strings(attributes).grep(/\A([A-Za-z]{30}\d\d|[a-z0-9]{6}\.[a-z0-9]{16})\z/)

  private

  def strings(value)
    case value
    when Hash then value.values.flat_map { |below| strings(below) }
    when Array then value.flat_map { |below| strings(below) }
    else [value.to_s]
    end
  end
end
