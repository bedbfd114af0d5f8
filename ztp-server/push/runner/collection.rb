# frozen_string_literal: true

require_relative 'resource'

module Ztp
  # The resources that one recipe run or one action declares, in order. An action's sees those around it as well.
  class Collection
    attr_reader :to_a

    def initialize(around = nil)
      @around = around
      @to_a = []
    end

    def <<(resource)
      resource.collection = self
      @to_a << resource
    end

    # Replaces the names that +resource+ notifies by the resources.
    def tie(resource)
      resource.notifications.each do |n|
        n.target = find(n.target, resource)
        n.target.check_action(n.action)
      end
    end

    # Like Chef, the last of several resources with one name answers to it.
    def find(target, from)
      return target if target.is_a?(Resource)

      named(target) or raise Refused.new("#{from}: notification names #{target}, which #{missing}", from.place)
    end

    protected

    def named(target) = @to_a.reverse_each.find { |resource| resource.to_s == target } || @around&.named(target)

    private

    # Chef puts off an immediate notification to what an action declares later; here that is not done.
    def missing = @around ? 'nothing declares before it' : 'no recipe declares'
  end
end
