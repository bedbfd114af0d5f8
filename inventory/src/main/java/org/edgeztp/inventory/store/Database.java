package org.edgeztp.inventory.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.h2.api.ErrorCode;

/** The open database, brought to the present schema. */
public final class Database implements AutoCloseable {
  /** H2 acknowledges a commit before it is on disk unless this is zero. */
  private static final String DURABLE = ";WRITE_DELAY=0";

  /**
   * In KiB. Of millions of entries few pages are read twice, and the operating system has them: in
   * a larger cache they become old before they are garbage, which takes a full collection.
   */
  private static final String SMALL_CACHE = ";CACHE_SIZE=4096";

  /**
   * Reads and writes that an interrupted thread cannot break: H2's usual file channel closes, and
   * the database with it, when a thread that uses it is interrupted.
   */
  private static final String UNINTERRUPTED = "async:";

  private static final String AS_POSTGRESQL =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

  private static final Duration LOOK = Duration.ofSeconds(10);

  private final HikariDataSource source;

  /** Of a database that other servers could reach; the file of the other kind is locked by H2. */
  private final Optional<SoleUse> soleUse;

  private Database(HikariConfig config, Optional<SoleUse> soleUse) {
    this.soleUse = soleUse;
    config.setPoolName("database");
    config.setMaximumPoolSize(16);
    this.source = new HikariDataSource(config);
  }

  /**
   * Opens the H2 database in a file, made when absent, and migrates its schema.
   *
   * @param file path without H2's own {@code .mv.db} ending
   * @throws DatabaseException that says what to do, when it cannot be opened or a newer program has
   *     migrated it
   */
  public static Database open(Path file) {
    try {
      return open(url(file));
    } catch (HikariPool.PoolInitializationException e) {
      throw new DatabaseException(hint(file, e), e);
    }
  }

  private static String hint(Path file, RuntimeException e) {
    return switch (e.getCause() instanceof SQLException sql ? sql.getErrorCode() : 0) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
          "another server uses the database " + file + ": stop it, or give this one other 'data'";
      case ErrorCode.FILE_CORRUPTED_1 ->
          "the database " + file + " is damaged: bring back the copy that was made of the data";
      default -> "the database " + file + " cannot be opened";
    };
  }

  /** The JDBC URL of the H2 database in a file. */
  public static String url(Path file) {
    String name = DatabaseFile.scheme() + UNINTERRUPTED + file.toAbsolutePath();
    return "jdbc:h2:" + name + DURABLE + SMALL_CACHE + AS_POSTGRESQL;
  }

  static Database open(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    return new Database(config, Optional.empty()).migrated();
  }

  /**
   * Opens a database of PostgreSQL for this server alone, and migrates its schema.
   *
   * @throws DatabaseException that says what to do, when the database cannot be used
   */
  public static Database open(Postgresql server) {
    var soleUse = new SoleUse(server, LOOK);
    try {
      var config = new HikariConfig();
      config.setJdbcUrl(server.jdbc());
      config.setDataSourceProperties(server.properties());
      // Whatever the database's own setting: what was answered is on its disk.
      config.setConnectionInitSql("set synchronous_commit to on");
      return new Database(config, Optional.of(soleUse)).migrated();
    } catch (RuntimeException e) {
      soleUse.close();
      throw e;
    }
  }

  private Database migrated() {
    try {
      Flyway flyway =
          Flyway.configure(Database.class.getClassLoader())
              .dataSource(source)
              .locations("classpath:org/edgeztp/inventory/store")
              .load();
      refuseNewer(flyway.info());
      flyway.migrate();
      return this;
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** A migration that this program does not know may mean anything. */
  private static void refuseNewer(MigrationInfoService info) {
    MigrationInfo present = info.current();
    if (present != null && present.getState() == MigrationState.FUTURE_SUCCESS) {
      throw new DatabaseException(
          "a newer EdgeZTP has changed the database (to version %s): start that one, or bring back"
                  .formatted(present.getVersion())
              + " the copy of the data that was made before");
    }
  }

  public DataSource source() {
    return source;
  }

  /**
   * Brings what was committed onto the disk: H2's commit leaves that to the operating system, and
   * PostgreSQL's does not.
   */
  public void flush() {
    if (soleUse.isPresent()) {
      return;
    }
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
    soleUse.ifPresent(SoleUse::close);
  }
}
