unified_mode true
provides :openstack_schema

# Databases of MariaDB with the account that owns them, brought to the end of a package's migrations. The settings of
# the service stand before, for the sync reads them.
property :service, String, name_property: true
# The account of the databases, and of the system, which the sync runs as.
property :account, String, default: lazy { service }
property :password, String, required: true, sensitive: true
property :databases, Array, default: lazy { [service] }
property :sync, String, required: true
# A folder of Alembic below dist-packages. nil: `current` tells.
property :migrations, [String, nil]
# A command that fails unless all of `databases` are at the end of their migrations.
property :current, String, default: lazy {
  databases.map { |database| "/usr/local/sbin/openstack-schema #{database} #{migrations}" }.join(' && ')
}

action :sync do
  cookbook_file '/usr/local/sbin/openstack-schema' do
    cookbook 'openstack'
    source 'openstack-schema.py'
    owner 'root'
    group 'root'
    mode '0755'
  end

  # By the environment, as everybody may read arguments.
  execute "databases of #{new_resource.service}" do
    command 'printf "%s\n" "$SQL" | mariadb'
    environment 'SQL' => statements.join("\n")
    sensitive true
    not_if new_resource.databases.map { |database| "#{sign_in} #{database}" }.join(' && '),
           environment: { 'MYSQL_PWD' => new_resource.password }
  end

  execute "schema of #{new_resource.service}" do
    command new_resource.sync
    user new_resource.account
    not_if new_resource.current, user: 'root'
  end
end

action_class do
  def owner_of_databases = "'#{new_resource.account}'@'127.0.0.1'"

  def statements
    ["CREATE USER IF NOT EXISTS #{owner_of_databases};",
     "ALTER USER #{owner_of_databases} IDENTIFIED BY '#{new_resource.password}';"] +
      new_resource.databases.flat_map do |database|
        ["CREATE DATABASE IF NOT EXISTS #{database} CHARACTER SET utf8mb3;",
         "GRANT ALL ON #{database}.* TO #{owner_of_databases};"]
      end
  end

  def sign_in = "mariadb --no-defaults --host=127.0.0.1 --user=#{new_resource.account} --execute='SELECT 1'"
end
