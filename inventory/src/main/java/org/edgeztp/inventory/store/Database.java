package org.edgeztp.inventory.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The open database, brought to the present schema. */
public final class Database implements AutoCloseable {
  /** H2 acknowledges a commit before it is on disk unless this is zero. */
  private static final String DURABLE = ";WRITE_DELAY=0";

  /**
   * Reads and writes that an interrupted thread cannot break: H2's usual file channel closes, and
   * the database with it, when a thread that uses it is interrupted.
   */
  private static final String UNINTERRUPTED = "async:";

  private static final String AS_POSTGRESQL =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

  private final HikariDataSource source;

  private Database(HikariDataSource source) {
    this.source = source;
  }

  /**
   * Opens the H2 database in a file, made when absent, and migrates its schema.
   *
   * @param file path without H2's own {@code .mv.db} ending
   */
  public static Database open(Path file) {
    String name = DatabaseFile.scheme() + UNINTERRUPTED + file.toAbsolutePath();
    return open("jdbc:h2:" + name + DURABLE + AS_POSTGRESQL);
  }

  /**
   * @throws RuntimeException when the database cannot be opened or is newer than this program
   */
  static Database open(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setPoolName("database");
    config.setMaximumPoolSize(16);
    var source = new HikariDataSource(config);
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:org/edgeztp/inventory/store")
          .load()
          .migrate();
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
    return new Database(source);
  }

  public DataSource source() {
    return source;
  }

  /** Brings what was committed onto the disk: H2's commit leaves that to the operating system. */
  public void flush() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("checkpoint sync");
    } catch (SQLException e) {
      throw new IllegalStateException("bringing the database onto the disk", e);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
