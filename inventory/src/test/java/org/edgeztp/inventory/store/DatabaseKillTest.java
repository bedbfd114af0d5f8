package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that commits until it is killed, to a file that lives through all repetitions; its
 * space is used again soon, as that of a server is that runs for days.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseKillTest {
  private static final int COMMITS = 120;

  @TempDir Path folder;

  @RepeatedTest(4)
  void losesNoCommitThatWasAcknowledged() throws IOException {
    int acknowledged = 0;
    int first = 0;
    try (Reports reports = Reports.of(Writer.class, folder.toString())) {
      for (String report = reports.next(); !report.equals(Reports.DEAD); report = reports.next()) {
        acknowledged = Integer.parseInt(report);
        first = first == 0 ? acknowledged : first;
        if (acknowledged == first + COMMITS) {
          reports.kill();
        }
      }
    }

    assertThat(first).as("it began").isPositive();
    try (Database database = Database.open(folder.resolve("db"))) {
      assertThat(Writer.last(Jdbi.create(database.source()))).isGreaterThanOrEqualTo(acknowledged);
    }
  }

  /** Counts up in one row and says each number when it is committed, until it is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws SQLException {
      try (Database database = Database.open(Path.of(arguments[0], "db"));
          Connection connection = database.source().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("set retention_time 100");
        statement.execute("create table if not exists kept (number int, text varchar)");
        Jdbi jdbi = Jdbi.create(database.source());
        for (int number = last(jdbi) + 1; ; number++) {
          String text = "x".repeat(number * 7919 % 9000);
          int next = number;
          jdbi.useTransaction(transaction -> {
            transaction.execute("delete from kept");
            transaction.execute("insert into kept values (?, ?)", next, text);
          });
          Reports.tell(String.valueOf(number));
        }
      }
    }

    static int last(Jdbi jdbi) {
      return jdbi.withHandle(handle ->
          handle
              .createQuery("select coalesce(max(number), 0) from kept")
              .mapTo(Integer.class)
              .one());
    }
  }
}
