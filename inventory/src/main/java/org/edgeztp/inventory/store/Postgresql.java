package org.edgeztp.inventory.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * A database of PostgreSQL, and how one gets in.
 *
 * @param url {@code postgresql://db1:5432/edgeztp}, and behind a question mark what the driver
 *     takes beside that, as {@code sslmode=verify-full}
 * @param password empty where the database wants none
 */
public record Postgresql(String url, String user, Optional<String> password) {
  /** The first that knows MERGE, by which leases are kept. */
  private static final int OLDEST = 15;

  private static final int SECONDS = 10;

  String jdbc() {
    return "jdbc:" + url;
  }

  Properties properties() {
    var properties = new Properties();
    properties.setProperty("user", user);
    password.ifPresent(secret -> properties.setProperty("password", secret));
    properties.setProperty("ApplicationName", "edgeztp");
    properties.setProperty("connectTimeout", String.valueOf(SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  /**
   * Connects, outside of any pool.
   *
   * @throws DatabaseException that says what to do when it cannot
   */
  Connection connect() {
    try {
      Connection connection = DriverManager.getConnection(jdbc(), properties());
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST) {
        connection.close();
        throw new DatabaseException(
            "%s is PostgreSQL %d, and this needs %d or newer".formatted(url, version, OLDEST));
      }
      return connection;
    } catch (SQLException e) {
      throw new DatabaseException(hint(Optional.ofNullable(e.getSQLState()).orElse("")), e);
    }
  }

  /** What to look at, by the class of the error (PostgreSQL's appendix A). */
  private String hint(String state) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" ->
          "the database at %s cannot be reached: see whether PostgreSQL runs there and listens to this host"
              .formatted(url);
      case "28" ->
          "the database at %s does not let user %s in: see database.user, database.password-file and pg_hba.conf"
              .formatted(url, user);
      case "3D" ->
          "there is no such database at %s: make it with createdb --owner %s".formatted(url, user);
      default -> "the database at %s cannot be used".formatted(url);
    };
  }

  @Override
  public String toString() {
    return url + " as " + user;
  }
}
