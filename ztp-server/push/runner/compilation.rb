# frozen_string_literal: true

require_relative 'collection'
require_relative 'cookbook'
require_relative 'custom_resource'
require_relative 'node'
require_relative 'recipe'
require_relative 'resource'

module Ztp
  # What resources need of the run: the node, a Shell, the Cookbooks, whether changes are only told, the kinds of
  # resources that the cookbooks bring, by word, and the Convergence once there is one.
  Context = Struct.new(:node, :shell, :cookbooks, :why_run, :kinds, :convergence, keyword_init: true) do
    def initialize(**)
      super
      self.kinds ||= {}
    end
  end

  # The compile phase: attribute files, then recipes, in the order of the run list. It changes nothing on the machine
  # and ends with every notification tied to its resource, or Refused.
  class Compilation
    ITEM = /\A(?:recipe\[(?<in_brackets>[\w:.-]+)\]|(?<bare>[\w:.-]+))\z/

    def initialize(context)
      @context = context
      @collection = Collection.new
      @loaded = []
    end

    def run(run_list)
      recipes = run_list.map { |item| split(item) }
      used = @context.cookbooks.with_dependencies(recipes.map(&:first))
      used.flat_map(&:library_files).each { |path| guarded { Kernel.load(path) } }
      used.flat_map(&:attribute_files).each { |path| guarded { AttributeFile.new(@context.node).from_file(path) } }
      used.flat_map(&:resource_files).each { |path| guarded { add_kind(CustomResource.read(path)) } }
      recipes.each { |cookbook, recipe| load_recipe(cookbook, recipe) }
      tie_notifications
      resources.each(&:check)
    end

    def resources = @collection.to_a

    def declare(kind, name, place, &block)
      resource = kind.new(name, @context, place)
      resource.instance_eval(&block) if block
      @collection << resource
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
      guarded { Recipe.new(self, @context, cookbook, name).from_file(path) }
    end

    # A word of Chef's that is not known here can also be a constant or an argument too many.
    def guarded
      yield
    rescue NameError, ArgumentError, TypeError, SyntaxError => e
      raise Refused.new(e.message, Place.of(e.backtrace_locations) || syntax_place(e))
    end

    def syntax_place(error)
      at = error.message.match(/\A(?<path>\S+\.rb):(?<line>\d+):/) or return nil
      file = IN_COOKBOOK.match(at[:path])
      Place.new(file && file[:cookbook], file && file[:file], at[:line].to_i)
    end

    def add_kind(kind)
      taken = KINDS.merge(@context.kinds).key?(kind.type)
      raise Refused.new("there is a resource `#{kind.type}` already", kind.place) if taken

      @context.kinds[kind.type] = kind
    end

    def tie_notifications
      resources.each do |resource|
        resource.subscriptions.each do |s|
          Array(s.target).each do |source|
            @collection.find(source, resource).notifications << Resource::Notification.new(s.action, resource, s.timing)
          end
        end
      end
      resources.each { |resource| @collection.tie(resource) }
    end
  end
end
