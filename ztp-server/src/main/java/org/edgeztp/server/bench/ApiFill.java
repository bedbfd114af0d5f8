package org.edgeztp.server.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.MachineStore;
import org.edgeztp.inventory.store.SqlMachineStore;

/**
 * Fills an empty database: machines one by one, as the store takes them in, and their timelines in
 * bulk. Most entries of a machine follow each other, as those of its installation do; the others
 * come in rounds of all machines, as they do in service.
 */
final class ApiFill {
  /** Less than a server keeps observations: none is forgotten while it is measured. */
  private static final Duration AGE = Duration.ofDays(30);

  /** The share of a machine's entries that comes at once, and how many rounds bring the others. */
  private static final double AT_ONCE = 0.7;

  private static final int ROUNDS = 3;
  private static final int BATCH = 10_000;

  /** What is seen of a machine over and over: kind, beginning of the sentence, facts. */
  private static final List<List<String>> SEEN =
      List.of(
          List.of("dhcp", "asked by DHCP for its address again: ", "{\"kind\":\"renew\"}"),
          List.of("http", "fetched a list of packages as ", "{\"status\":200,\"bytes\":48213}"),
          List.of("converge", "a resource was up to date on ", "{\"updated\":false}"),
          List.of("check", "its services answer: ", "{\"name\":\"services\",\"passed\":true}"),
          List.of("power", "its controller says that it is on: ", "{\"power\":\"on\"}"));

  private final Database database;
  private final Consumer<String> tell;
  private final Instant begin = Instant.now().minus(AGE);
  private Duration apart = Duration.ZERO;
  private long rows;

  ApiFill(Database database, Consumer<String> tell) {
    this.database = database;
    this.tell = tell;
  }

  /**
   * Fills it.
   *
   * @param entries of each timeline
   */
  void fill(int machines, int entries) throws SQLException {
    apart = AGE.dividedBy((long) machines * entries);
    MachineStore store = new SqlMachineStore(database);
    for (int i = 0; i < machines; i++) {
      Machine machine = Fleet.machine(i);
      store.insert(machine, discovered(machine));
      if ((i + 1) % 10_000 == 0) {
        tell.accept("  %,d machines".formatted(i + 1));
      }
    }
    int round = (int) (entries * (1 - AT_ONCE) / ROUNDS);
    seen(machines, entries - 1 - ROUNDS * round);
    for (int i = 0; i < ROUNDS; i++) {
      seen(machines, round);
    }
  }

  /** Rewrites the file of a closed H2 database without what was replaced in it. */
  static void compact(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection(Database.url(file));
        Statement statement = connection.createStatement()) {
      statement.execute("shutdown compact");
    }
  }

  private void seen(int machines, int each) throws SQLException {
    try (Connection connection = database.source().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into timeline (machine, run, at, kind, text, facts) values (?, 1, ?, ?, ?, ?)
                """)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < machines; i++) {
        Machine machine = Fleet.machine(i);
        for (int j = 0; j < each; j++) {
          add(insert, machine);
          if (++rows % BATCH == 0) {
            insert.executeBatch();
            connection.commit();
          }
          if (rows % 1_000_000 == 0) {
            tell.accept("  %,d entries".formatted(rows));
          }
        }
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private void add(PreparedStatement insert, Machine machine) throws SQLException {
    List<String> seen = SEEN.get((int) (rows % SEEN.size()));
    insert.setString(1, machine.id().value());
    insert.setTimestamp(2, Timestamp.from(begin.plus(apart.multipliedBy(rows))));
    insert.setString(3, seen.get(0));
    insert.setString(4, seen.get(1) + machine.mac());
    insert.setString(5, seen.get(2));
    insert.addBatch();
  }

  private Entry discovered(Machine machine) {
    return new Entry(
        0,
        machine.id(),
        0,
        begin,
        "Discovered",
        "first seen at site " + machine.site() + " with address " + machine.mac(),
        Optional.empty(),
        Optional.of(machine.state()),
        Map.of("mac", machine.mac().value(), "site", machine.site()));
  }
}
