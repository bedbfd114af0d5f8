# frozen_string_literal: true

require 'digest'
require 'fileutils'
require 'json'
require_relative 'archive'

# One throw-away machine, and what became of the roles in it.
class Trial
  PUSH = File.expand_path('../..', __dir__)
  COOKBOOKS = File.expand_path('../../cookbooks', PUSH)
  CARRIED = %w[converge event_log.rb ztp_events.rb runner].map { |part| "#{PUSH}/#{part}" }.freeze
  BOOT_SECONDS = 3600
  # Where machine/artifacts serves the files of the n-th folder of them.
  ARTIFACTS = 'http://127.0.0.1:%<port>d/%<name>s'
  FIRST_PORT = 8000
  # What the server would tell of itself.
  TOLD = { 'ztp' => { 'publish' => '/srv/published.json' } }.freeze

  # A converge of one role. +again+: the same was converged before, so nothing may change.
  Converge = Struct.new(:name, :role, :attributes, :again)

  def initialize(roles, suite:, artifacts: [], attributes: nil, removal: nil, proof: nil)
    @roles = roles
    @suite = suite
    @folders = artifacts
    @removal = removal
    @cookbook = cookbooks.last
    @attributes = TOLD.merge(attributes ? JSON.parse(File.read(attributes)) : own_attributes)
    @proof = proof ? File.expand_path(proof) : "#{__dir__}/#{@cookbook}-proof"
    @converges = converges
  end

  def run(shared)
    archive = Archive.new(@suite, @roles, @converges.first.attributes, COOKBOOKS)
    archive.fill
    prepare(shared)
    boot = ["#{__dir__}/boot", archive.root, shared, "--bind-ro=#{archive.folder}:/srv/debs"]
    boot += @folders.each_with_index.map { |folder, n| "--bind-ro=#{folder}:/srv/artifacts/#{FIRST_PORT + n}" }
    system('timeout', '--kill-after=10', BOOT_SECONDS.to_s, *boot, out: "#{shared}/out/console", err: %i[child out])
    [runs(shared), checks(shared), script(shared, 'proof'), script(shared, 'removed')].all?
  end

  private

  def cookbooks = @roles.map { |role| role[/\A\w+/] }.uniq

  def own_attributes
    cookbooks.map { |name| "#{__dir__}/#{name}.json" }.select { |file| File.file?(file) }
             .map { |file| JSON.parse(File.read(file)) }.reduce({}, :merge)
  end

  # All roles twice; the last one twice for each further folder of artifacts; and twice what takes it away.
  def converges
    first, *later = @folders.each_with_index.map { |folder, n| with(folder, FIRST_PORT + n) }
    first ||= @attributes
    rows = [[@roles, first], *later.map { |attributes| [@roles.last(1), attributes] }]
    all = rows.flat_map { |roles, attributes| twice(roles, attributes) }
    removals = @removal ? twice([@removal], later.last || first) : []
    number('runs', all) + number('removals', removals)
  end

  def twice(roles, attributes)
    [false, true].flat_map { |again| roles.map { |role| Converge.new(nil, role, attributes, again) } }
  end

  def number(folder, converges)
    converges.each.with_index(1) { |converge, n| converge.name = format('%<folder>s/%<n>02d', folder: folder, n: n) }
  end

  def with(folder, port)
    programs = Dir.children(folder).sort.select { |name| File.executable?("#{folder}/#{name}") }
    artifacts = programs.to_h do |name|
      [name, { 'url' => format(ARTIFACTS, port: port, name: name),
               'sha256' => Digest::SHA256.file("#{folder}/#{name}").hexdigest }]
    end
    own = (@attributes[@cookbook] || {}).merge('version' => File.basename(folder), 'artifacts' => artifacts)
    @attributes.merge(@cookbook => own)
  end

  def prepare(shared)
    FileUtils.mkdir_p("#{shared}/out")
    FileUtils.cp("#{__dir__}/prove", "#{shared}/test")
    FileUtils.cp("#{__dir__}/artifacts", "#{shared}/serve")
    { "#{__dir__}/#{@cookbook}-before" => 'before', @proof => 'proof', "#{__dir__}/#{@cookbook}-removed" => 'removed' }
      .each { |from, to| FileUtils.cp(from, "#{shared}/#{to}") if File.file?(from) }
    File.write("#{shared}/ztp-test.service", "[Service]\nType=oneshot\nExecStart=/srv/shared/test\n")
    # Those of base are for machines with a clock of their own; the suite asks them.
    File.write("#{shared}/acceptance.json", JSON.generate((cookbooks - ['base']).flat_map { |name| acceptance(name) }))
    @converges.each { |converge| carry("#{shared}/#{converge.name}", converge) }
  end

  def acceptance(cookbook)
    file = "#{COOKBOOKS}/#{cookbook}/acceptance.json"
    checks = File.file?(file) ? JSON.parse(File.read(file)) : []
    checks.select { |check| check.fetch('roles', @roles).intersect?(@roles) }
  end

  def carry(into, converge)
    FileUtils.mkdir_p("#{into}/push")
    FileUtils.cp_r(CARRIED, "#{into}/push")
    FileUtils.cp_r(COOKBOOKS, "#{into}/cookbooks")
    File.write("#{into}/node.json",
               JSON.generate(converge.attributes.merge('run_list' => ["recipe[#{converge.role}]"])))
  end

  def runs(shared)
    @converges.map do |converge|
      events = read_events("#{shared}/out/#{converge.name}")
      changed = events.select { |event| event['status'] == 'updated' }
      last = events.last || {}
      puts "#{converge.role}: #{last['event'] || 'did not run'}, #{changed.size} changed, #{last['seconds']} s"
      puts(converge.again ? changed.map { |event| "  changed again: #{event['name']} #{event['detail']}" } : [])
      puts "  #{last.values_at('resource', 'message', 'log').compact.join("\n  ")}" if last['event'] == 'run_failed'
      last['event'] == 'run_completed' && !(converge.again && changed.any?)
    end.all?
  end

  def read_events(dir)
    file = "#{dir}/events.jsonl"
    File.file?(file) ? File.readlines(file).map { |line| JSON.parse(line) } : []
  end

  def checks(shared)
    file = "#{shared}/out/acceptance.json"
    return false unless File.size?(file)

    JSON.parse(File.read(file)).map do |check|
      puts "#{check['passes'] ? 'passes' : 'FAILS'}: #{check['name']}: #{check['out'].lines.last&.chomp}"
      check['passes']
    end.all?
  end

  def script(shared, name)
    return true unless File.file?("#{shared}/#{name}") && (name == 'proof' || @removal)

    puts File.read("#{shared}/out/#{name}") if File.file?("#{shared}/out/#{name}")
    File.file?("#{shared}/out/#{name}.code") && File.read("#{shared}/out/#{name}.code") == "0\n"
  end
end
