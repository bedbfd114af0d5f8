# frozen_string_literal: true

require_relative 'errors'
require_relative 'from_file'
require_relative 'platform'

module Ztp
  # One cookbook as it lies on the disk.
  class Cookbook
    # What metadata.rb says. Words that change nothing here are accepted; `gem` is not, for nothing would install it.
    class Metadata
      WORDS = %i[maintainer maintainer_email license description long_description version chef_version ohai_version
                 supports source_url issues_url privacy eager_load_libraries].freeze

      include FromFile

      undef_method :gem

      attr_reader :dependencies

      def initialize(path)
        @dependencies = []
        from_file(path) if File.file?(path)
      end

      def name(value = nil) = value ? @name = value : @name

      def depends(cookbook, *_versions) = @dependencies << cookbook

      WORDS.each { |word| define_method(word) { |*| nil } }

      def method_missing(word, *) = raise(Refused, "metadata.rb: `#{word}` is not known")

      def respond_to_missing?(*) = false
    end

    NOT_HERE = %w[providers definitions].freeze

    attr_reader :name, :dependencies

    def initialize(directory)
      @directory = directory
      metadata = Metadata.new(File.join(directory, 'metadata.rb'))
      @name = metadata.name || File.basename(directory)
      @dependencies = metadata.dependencies
      refuse_older_ways
    end

    # Chef loads default.rb first and the rest by name.
    def attribute_files = in_order(files('attributes', '*.rb'))

    def library_files = files('libraries', '**/*.rb')

    def resource_files = files('resources', '*.rb')

    def recipe(name) = existing(File.join(@directory, 'recipes', "#{name}.rb"))

    # +kind+ is `templates` or `files`. The file lies in the folder itself or, in the older way, in its `default`.
    def file(kind, name)
      existing(File.join(@directory, kind, name)) || existing(File.join(@directory, kind, 'default', name))
    end

    private

    def files(folder, pattern) = Dir.glob(File.join(@directory, folder, pattern)).sort

    def in_order(paths) = paths.partition { |path| File.basename(path) == 'default.rb' }.flatten

    def existing(path) = File.file?(path) ? path : nil

    def refuse_older_ways
      NOT_HERE.each do |folder|
        found = files(folder, '**/*.rb').first or next
        message = "#{folder}/#{File.basename(found)} is not known: write a custom resource in resources/"
        raise Refused.new(message, Place.new(name, nil, nil))
      end
    end
  end

  # The cookbooks of a run, read when first asked for.
  class Cookbooks
    def initialize(directory)
      @directory = directory
      @read = {}
    end

    def [](name)
      @read[name] ||= begin
        path = File.join(@directory, name)
        raise Refused.new("cookbook `#{name}` is not in the push", nil) unless File.directory?(path)

        Cookbook.new(path)
      end
    end

    # The named cookbooks and all they depend on, dependencies first.
    def with_dependencies(names, seen = [])
      names.each do |name|
        next if seen.include?(name)

        with_dependencies(self[name].dependencies - [name], seen)
        seen << name unless seen.include?(name)
      end
      seen.map { |name| self[name] }
    end
  end

  # What an attribute file may say.
  class AttributeFile
    include FromFile
    include Platform

    attr_reader :node

    def initialize(node)
      @node = node
    end

    def default = node.default

    def normal = node.normal

    def override = node.override

    def method_missing(name, *) = raise(Refused, "attribute file: `#{name}` is not known")

    def respond_to_missing?(*) = false
  end
end
