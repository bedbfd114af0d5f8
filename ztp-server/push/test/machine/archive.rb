# frozen_string_literal: true

require 'fileutils'
require 'open3'
require_relative '../../runner/compilation'
require_relative '../../runner/shell'

# A package archive in a folder, with all that roles install on a bare Debian: for machines without a network.
class Archive
  CACHE = ENV.fetch('ZTP_TEST_CACHE', '/var/cache/edgeztp')
  # Reads all packages, which takes half a minute, hence only when one is new.
  INDEX = <<~'SH'
    cd "$1"
    [ -s Packages ] && [ -z "$(find . -name '*.deb' -cnewer Packages)" ] && exit
    dpkg-scanpackages --multiversion . >Packages.new 2>/dev/null && mv Packages.new Packages
  SH
  VERSIONS = { 'bookworm' => '12', 'trixie' => '13' }.freeze

  def initialize(suite, roles, attributes, cookbooks)
    @suite = suite
    @roles = roles
    @attributes = attributes
    @cookbooks = cookbooks
    @version = VERSIONS.fetch(suite) { abort "prove: no suite #{suite}; there are #{VERSIONS.keys.join(', ')}" }
  end

  def folder = "#{CACHE}/debs-#{@suite}"

  # The bare Debian itself, made when it is not there.
  def root
    @root ||= "#{CACHE}/ruby-root-#{@suite}".tap { |path| run({ 'SUITE' => @suite }, "#{__dir__}/build-root", path) }
  end

  # Fetches what is missing. As apt does it for ROOT, from the mirror of this machine, and nothing is installed.
  def fill
    FileUtils.mkdir_p(["#{folder}/partial", "#{folder}/lists/partial"])
    File.write("#{folder}/sources.list", sources)
    run(*apt_get, 'update')
    run(*apt_get, '--download-only', '--no-install-recommends', 'install', *packages)
    run({}, 'sh', '-c', INDEX, 'index', folder)
  end

  private

  # What the recipes would install, told by compiling them for that Debian.
  def packages
    facts = { 'os' => 'linux', 'platform' => 'debian', 'platform_family' => 'debian', 'platform_version' => @version,
              'ipaddress' => '10.88.0.2', 'machinename' => 'unnamed' }
    node = Ztp::Node.new(Ztp::Attributes.new(normal: @attributes, automatic: facts), 'unnamed')
    context = Ztp::Context.new(node: node, shell: Ztp::Shell.new, why_run: true,
                               cookbooks: Ztp::Cookbooks.new(@cookbooks))
    compilation = Ztp::Compilation.new(context)
    compilation.run(@roles.map { |role| "recipe[#{role}]" })
    packages = compilation.resources.grep(Ztp::PackageResource)
    packages.flat_map { |package| package.package_name || package.name.split(', ') }.uniq
  end

  # The archives that the apt of this machine has, for the other suite.
  def sources
    told, = Open3.capture2('apt-get', 'indextargets', '--format', '$(REPO_URI) $(SUITE)', 'Created-By: Packages')
    hosts = told.lines.map(&:split).uniq
    lines = { '-security' => "#{@suite}-security", '' => @suite }.filter_map do |kind, suite|
      uri = hosts.map(&:first).find { |address| address.end_with?(kind.empty? ? '/debian/' : '/debian-security/') }
      "deb #{uri} #{suite} main\n" if uri
    end
    lines.join
  end

  def apt_get
    settings = { 'Dir::State::status' => "#{root}/var/lib/dpkg/status", 'Dir::State::lists' => "#{folder}/lists",
                 'Dir::Etc::SourceList' => "#{folder}/sources.list", 'Dir::Etc::SourceParts' => '/dev/null',
                 'Dir::Etc::Preferences' => '/dev/null', 'Dir::Etc::PreferencesParts' => '/dev/null',
                 'Dir::Cache::Archives' => folder, 'Dir::Cache::pkgcache' => '', 'Dir::Cache::srcpkgcache' => '',
                 'Acquire::Languages' => 'none', 'APT::Sandbox::User' => 'root' }
    [{}, 'apt-get', '-q', '-y', *settings.flat_map { |name, value| ['-o', "#{name}=#{value}"] }]
  end

  def run(environment, *command)
    said, status = Open3.capture2e(environment, *command)
    abort "prove: #{command.first} #{command.last}: #{said}" unless status.success?
  end
end
