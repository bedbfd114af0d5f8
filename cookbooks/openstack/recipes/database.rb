package 'mariadb-server' do
  options '--no-install-recommends'
end

template '/etc/mysql/mariadb.conf.d/90-openstack.cnf' do
  source 'mariadb.cnf.erb'
  owner 'root'
  group 'root'
  mode '0644'
  notifies :restart, 'service[mariadb]', :immediately
end

service 'mariadb' do
  action %i[enable start]
end

EdgeOpenstack.databases(node).each do |account, databases|
  password = EdgeOpenstack.secret(node, "#{account}_database_password")
  sql = ["CREATE USER IF NOT EXISTS '#{account}'@'127.0.0.1';",
         "ALTER USER '#{account}'@'127.0.0.1' IDENTIFIED BY '#{password}';"]
  sql += databases.flat_map do |database|
    ["CREATE DATABASE IF NOT EXISTS #{database} CHARACTER SET utf8mb3;",
     "GRANT ALL ON #{database}.* TO '#{account}'@'127.0.0.1';"]
  end
  sign_in = "mariadb --no-defaults --host=127.0.0.1 --user=#{account} --execute='SELECT 1'"

  # By the environment, as everybody may read arguments.
  execute "databases of #{account}" do
    command 'printf "%s\n" "$SQL" | mariadb'
    environment 'SQL' => sql.join("\n")
    sensitive true
    not_if databases.map { |database| "#{sign_in} #{database}" }.join(' && '), environment: { 'MYSQL_PWD' => password }
  end
end
