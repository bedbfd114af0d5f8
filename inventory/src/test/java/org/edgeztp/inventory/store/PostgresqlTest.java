package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lease.LeaseStore;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the stores promise, on a real PostgreSQL. */
class PostgresqlTest {
  private static @Nullable Cluster cluster;

  private final List<Database> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    String missing = Cluster.missing();
    assumeTrue(missing.isEmpty(), missing);
    cluster = Cluster.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  @AfterEach
  void close() {
    opened.forEach(Database::close);
  }

  private Database open(Postgresql server) {
    Database database = Database.open(server);
    opened.add(database);
    return database;
  }

  private static Cluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  @Nested
  class MachinesInIt extends MachineStoreContract {
    @Override
    MachineStore open() {
      return new SqlMachineStore(PostgresqlTest.this.open(cluster().fresh()));
    }

    @Test
    void leavesOutWhatItCannotKeepOfAText() {
      MachineStore store = open();
      store.insert(Machines.discovered(), seen("a\0b"));

      assertThat(store.entries(0, 10)).extracting(Entry::text).containsExactly("ab");
    }
  }

  @Nested
  class LeasesInIt extends LeaseStoreContract {
    @Override
    LeaseStore store() {
      return new SqlLeaseStore(open(cluster().fresh()).source());
    }
  }

  @Test
  void remembersAcrossARestart() {
    Postgresql server = cluster().fresh();
    Machine machine = Machines.discovered();
    Database first = open(server);
    new SqlMachineStore(first).insert(machine, seen("seen"));
    first.close();

    assertThat(new SqlMachineStore(open(server)).all()).containsExactly(machine);
  }

  @Test
  void answersWhatIsOnTheDiskWhateverTheDatabaseIsSetTo() throws SQLException {
    try (Connection connection = open(cluster().fresh()).source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet setting = statement.executeQuery("show synchronous_commit")) {
      setting.next();
      assertThat(setting.getString(1)).isEqualTo("on");
    }
  }

  @Test
  void isForOneServerAtATime() {
    Postgresql server = cluster().fresh();
    Database first = open(server);

    assertThatThrownBy(() -> Database.open(server))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("another server uses the database");

    first.close();
    open(server);
  }

  @Test
  void takesItsLockAgainWhenTheDatabaseWasAway() throws SQLException {
    Postgresql server = cluster().fresh();
    try (var _ = new SoleUse(server, Duration.ofMillis(20))) {
      try (Connection connection = cluster().connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
              and database = (select oid from pg_database where datname = '%s')
            """
                .formatted(server.url().replaceAll(".*/", "")));
      }

      await()
          .untilAsserted(() ->
              assertThatThrownBy(() -> new SoleUse(server, Duration.ofMinutes(1)).close())
                  .hasMessageContaining("another server"));
    }
  }

  @Test
  void saysWhatToDoWhenThereIsNoSuchDatabase() {
    assertThatThrownBy(() -> Database.open(cluster().at("nowhere")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("make it with createdb --owner postgres");
  }

  @Test
  void saysWhatToDoWhenTheUserIsNotKnown() {
    Postgresql known = cluster().at("postgres");

    assertThatThrownBy(() -> Database.open(new Postgresql(known.url(), "eve", Optional.empty())))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("does not let user eve in: see database.user");
  }

  @Test
  void saysWhatToDoWhenNobodyAnswers() {
    var nowhere = new Postgresql("postgresql://127.0.0.1:9/edgeztp", "edgeztp", Optional.empty());

    assertThatThrownBy(() -> Database.open(nowhere))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("cannot be reached: see whether PostgreSQL runs there");
  }

  private static Entry seen(String text) {
    return new Entry(
        0,
        Machines.discovered().id(),
        0,
        Machines.NOON,
        "Discovered",
        text,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
