unified_mode true
provides :kubernetes_certificate

# PATH.key and PATH.crt, with what was asked for in PATH.cnf.
property :path, String, name_property: true
property :subject, Hash, required: true
# The path of the authority that signs it; nil makes an authority.
property :authority, [String, nil]
# Names and addresses that a server answers to; empty for a client.
property :hosts, Array, default: []
property :owner, String, default: 'root'
property :days, Integer, default: 3650

action :create do
  key = "#{new_resource.path}.key"
  certificate = "#{new_resource.path}.crt"
  settings = "#{new_resource.path}.cnf"

  execute "key #{new_resource.path}" do
    command ['openssl', 'genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', key]
    umask '0077'
    creates key
  end

  file key do
    owner new_resource.owner
    group 'root'
    mode '0600'
  end

  file settings do
    content request
    owner 'root'
    group 'root'
    mode '0644'
  end

  # Anew when it is asked for otherwise, another authority signs, or a month is left of it.
  execute "certificate #{new_resource.path}" do
    command ['openssl', 'req', '-new', '-x509', '-config', settings, '-key', key, '-out', certificate,
             '-days', new_resource.days.to_s, *signed]
    not_if "test -s #{certificate} -a ! #{settings} -nt #{certificate} && " \
           "openssl x509 -checkend 2592000 -noout -in #{certificate} && " \
           "openssl verify -CAfile #{authority}.crt #{certificate}"
  end
end

action_class do
  def authority = new_resource.authority || new_resource.path

  def signed = new_resource.authority ? ['-CA', "#{authority}.crt", '-CAkey', "#{authority}.key"] : []

  def request
    <<~SETTINGS
      [req]
      prompt = no
      distinguished_name = subject
      x509_extensions = extensions
      [subject]
      #{new_resource.subject.map { |key, value| "#{key} = #{value}" }.join("\n")}
      [extensions]
      subjectKeyIdentifier = hash
      authorityKeyIdentifier = keyid
      #{extensions.join("\n")}
    SETTINGS
  end

  def extensions
    unless new_resource.authority
      return ['basicConstraints = critical,CA:TRUE', 'keyUsage = critical,keyCertSign,cRLSign']
    end

    usage = new_resource.hosts.empty? ? 'clientAuth' : 'serverAuth,clientAuth'
    ['basicConstraints = critical,CA:FALSE', 'keyUsage = critical,digitalSignature', "extendedKeyUsage = #{usage}",
     *("subjectAltName = #{names}" unless new_resource.hosts.empty?)]
  end

  def names = new_resource.hosts.map { |host| "#{host.match?(/\A[\d.]+\z|:/) ? 'IP' : 'DNS'}:#{host}" }.join(',')
end
