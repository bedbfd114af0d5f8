module EdgeKubernetes
  # Which steps from one version to another are taken.
  module Version
    FORM = /\A(\d+)\.(\d+)\.(\d+)\z/.freeze

    # The numbers of +text+, or an error that names the attribute.
    def self.parse(text)
      match = FORM.match(text.to_s) or raise "kubernetes.version is #{text.inspect}, not MAJOR.MINOR.PATCH"
      match.captures.map(&:to_i)
    end

    # Raises unless a machine may go from +installed+ (nil for none) to +wanted+.
    def self.check_step(installed, wanted)
      to = parse(wanted)
      return unless installed

      from = parse(installed)
      raise "kubernetes.version #{wanted} is older than #{installed}, which this machine has" if (to <=> from).negative?
      return if to[0] == from[0] && to[1] - from[1] <= 1

      raise "kubernetes.version #{wanted}: this machine has #{installed} and goes to #{from[0]}.#{from[1] + 1} first"
    end

    # Raises when a kubelet of +kubelet+ is newer than the API server that it joins.
    def self.check_join(kubelet, server)
      return if server.nil? || (parse(kubelet) <=> parse(server)) <= 0

      raise "kubernetes.version #{kubelet} is newer than the control plane, #{server}: that one first"
    end
  end
end
