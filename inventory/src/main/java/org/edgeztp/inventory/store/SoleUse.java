package org.edgeztp.inventory.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second server out of a database of PostgreSQL: machines are found in memory, which would
 * not hear of what another one changes. Holds an advisory lock for as long as its connection lives,
 * and takes it again when the database was away.
 */
final class SoleUse implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SoleUse.class);

  /** The letters of EdgeZTP. */
  private static final long LOCK = 0x45_64_67_65_5a_54_50L;

  private static final int ANSWER_SECONDS = 5;

  /** PostgreSQL lets go of a lock a moment after the server that had it has ended. */
  private static final Duration LETTING_GO = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Postgresql server;
  private final Duration look;
  private final Thread keeper;

  /** Of the keeper once that runs. */
  private Connection connection;

  /**
   * Takes the lock.
   *
   * @param look how often to see whether it is still held
   * @throws DatabaseException when another server has it or the database cannot be used
   */
  SoleUse(Postgresql server, Duration look) {
    this.server = server;
    this.look = look;
    Connection locked = awaited(server);
    if (locked == null) {
      throw new DatabaseException(
          "another server uses the database at %s: stop that one first".formatted(server.url()));
    }
    connection = locked;
    keeper = Thread.ofVirtual().name("database-lock").start(this::keep);
  }

  private void keep() {
    try {
      while (true) {
        Thread.sleep(look);
        if (!connection.isValid(ANSWER_SECONDS)) {
          retake();
        }
      }
    } catch (SQLException e) {
      log.error("Looking after the database's lock", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void retake() {
    try {
      Connection locked = locked(server);
      if (locked == null) {
        log.error("Another server took the database over while it was away: stop one of the two");
        return;
      }
      connection = locked;
      log.info("The database was away and is back");
    } catch (DatabaseException e) {
      log.warn("{}", e.toString());
    }
  }

  /** A connection that holds the lock; null when another one does. */
  private static @Nullable Connection locked(Postgresql server) {
    Connection connection = server.connect();
    try (Statement statement = connection.createStatement();
        ResultSet taken = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      taken.next();
      if (taken.getBoolean(1)) {
        return connection;
      }
    } catch (SQLException e) {
      throw new DatabaseException("locking the database at " + server.url(), e);
    }
    closed(connection);
    return null;
  }

  /** The same, once a server that has just ended has let go of it. */
  private static @Nullable Connection awaited(Postgresql server) {
    long end = System.nanoTime() + LETTING_GO.toNanos();
    Connection locked = locked(server);
    while (locked == null && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      locked = locked(server);
    }
    return locked;
  }

  @Override
  public void close() {
    keeper.interrupt();
    try {
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed(connection);
  }

  private static void closed(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("Closing a connection", e);
    }
  }
}
