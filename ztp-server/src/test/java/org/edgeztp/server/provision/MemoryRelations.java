package org.edgeztp.server.provision;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.server.secret.SiteSecrets;
import org.edgeztp.server.secret.Vault;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.RunScript;

/** Relations in a database of their own, in memory, for machines that are in none. */
final class MemoryRelations {
  private MemoryRelations() {}

  static Relations of(Inventory inventory, Clock clock) {
    DataSource source = source();
    return new Relations(
        inventory, new SiteSecrets(source, new Vault(new byte[32]), clock), new Published(source));
  }

  private static DataSource source() {
    var source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    try (InputStream tables = Database.class.getResourceAsStream("V29__secret.sql");
        var connection = source.getConnection()) {
      RunScript.execute(
          connection,
          new InputStreamReader(Objects.requireNonNull(tables), StandardCharsets.UTF_8));
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
