package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.LeaseStore;
import org.edgeztp.inventory.lease.LeaseStoreException;
import org.edgeztp.inventory.machine.MacAddress;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlLeaseStoreTest extends LeaseStoreContract {
  private final JdbcDataSource database = new JdbcDataSource();

  @TempDir Path folder;

  @Override
  LeaseStore store() {
    database.setUrl(
        "jdbc:h2:file:"
            + folder.resolve("leases")
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0");
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:org/edgeztp/inventory/store")
        .load()
        .migrate();
    return new SqlLeaseStore(database);
  }

  @Test
  void keepsNothingOfABatchThatFails() throws SQLException {
    LeaseStore store = store();
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter table lease add check (address <> '10.77.0.2')");
    }

    assertThatThrownBy(() -> store.save(List.of(lease("10.77.0.1"), lease("10.77.0.2"))))
        .isInstanceOf(LeaseStoreException.class);
    assertThat(store.load()).isEmpty();
  }

  private static Lease lease(String address) {
    MacAddress mac = new MacAddress("52:54:00:77:00:01");
    return new Lease(Ipv4.parse(address), Identity.of(mac), Instant.EPOCH, LeaseState.ACTIVE);
  }
}
