# frozen_string_literal: true

require_relative 'cookbook'
require_relative 'node'
require_relative 'recipe'
require_relative 'resource'

module Ztp
  # What resources need of the run: the node, a Shell, the Cookbooks, and whether changes are only told.
  Context = Struct.new(:node, :shell, :cookbooks, :why_run, keyword_init: true)

  # The compile phase: attribute files, then recipes, in the order of the run list. It changes nothing on the machine
  # and ends with every notification tied to its resource, or Refused.
  class Compilation
    ITEM = /\A(?:recipe\[(?<in_brackets>[\w:.-]+)\]|(?<bare>[\w:.-]+))\z/

    attr_reader :resources

    def initialize(context)
      @context = context
      @resources = []
      @loaded = []
    end

    def run(run_list)
      recipes = run_list.map { |item| split(item) }
      used = @context.cookbooks.with_dependencies(recipes.map(&:first))
      used.flat_map(&:library_files).each { |path| guarded { Kernel.load(path) } }
      used.flat_map(&:attribute_files).each { |path| guarded { AttributeFile.new(@context.node).from_file(path) } }
      recipes.each { |cookbook, recipe| load_recipe(cookbook, recipe) }
      tie_notifications
      @resources.each(&:check)
    end

    def declare(kind, name, place, &block)
      resource = kind.new(name, @context, place)
      resource.instance_eval(&block) if block
      @resources << resource
      resource
    end

    def include_recipe(name, from:)
      cookbook, recipe = split(name.start_with?('::') ? "#{from}#{name}" : name)
      known = [from, *@context.cookbooks[from].dependencies]
      raise Refused, "cookbook `#{cookbook}` is not among the `depends` of `#{from}`" unless known.include?(cookbook)

      load_recipe(cookbook, recipe)
    end

    private

    def split(item)
      match = ITEM.match(item) or raise Refused.new("run list item `#{item}` is not a recipe", nil)
      cookbook, recipe = (match[:in_brackets] || match[:bare]).split('::', 2)
      [cookbook, recipe || 'default']
    end

    def load_recipe(cookbook, name)
      return if @loaded.include?([cookbook, name])

      path = @context.cookbooks[cookbook].recipe(name)
      raise Refused, "recipe `#{cookbook}::#{name}` does not exist" unless path

      @loaded << [cookbook, name]
      guarded { Recipe.new(self, @context.node, cookbook, name).from_file(path) }
    end

    # A word of Chef's that is not known here can also be a constant or an argument too many.
    def guarded
      yield
    rescue NameError, ArgumentError, TypeError, SyntaxError => e
      raise Refused.new(e.message, Place.of(e.backtrace_locations) || syntax_place(e))
    end

    def syntax_place(error)
      at = error.message.match(/\A(?<path>\S+\.rb):(?<line>\d+):/) or return nil
      cookbook, recipe = at[:path].match(%r{/([^/]+)/(?:recipes|attributes|libraries)/([^/]+)\.rb\z})&.captures
      Place.new(cookbook, recipe, at[:line].to_i)
    end

    def tie_notifications
      @resources.each do |resource|
        resource.notifications.each { |n| n.target = find(n.target, resource) }
        resource.subscriptions.each do |s|
          Array(s.target).each do |source|
            find(source, resource).notifications << Resource::Notification.new(s.action, resource, s.timing)
          end
        end
      end
      @resources.each { |resource| resource.notifications.each { |n| n.target.check_action(n.action) } }
    end

    # Like Chef, the last of several resources with one name answers to it.
    def find(target, from)
      return target if target.is_a?(Resource)

      @resources.reverse_each.find { |resource| resource.to_s == target } or
        raise Refused.new("#{from}: notification names #{target}, which no recipe declares", from.place)
    end
  end
end
