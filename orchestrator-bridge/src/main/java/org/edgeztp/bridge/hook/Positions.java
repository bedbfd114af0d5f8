package org.edgeztp.bridge.hook;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Keeps how far each webhook got: the number of the last entry that it has taken, in SQL that H2
 * and PostgreSQL both take. Durable when a method returns.
 */
public final class Positions {
  private final DataSource source;

  public Positions(DataSource source) {
    this.source = source;
  }

  /** All of them, by name. */
  Map<String, Long> all() {
    return on(
        "select name, seq from webhook",
        statement -> {
          Map<String, Long> all = new HashMap<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              all.put(row.getString(1), row.getLong(2));
            }
          }
          return all;
        });
  }

  void add(String name, long seq) {
    change("insert into webhook (seq, name) values (?, ?)", name, seq);
  }

  void move(String name, long seq) {
    change("update webhook set seq = ? where name = ?", name, seq);
  }

  void forget(String name) {
    on(
        "delete from webhook where name = ?",
        statement -> {
          statement.setString(1, name);
          return statement.executeUpdate();
        });
  }

  private void change(String sql, String name, long seq) {
    on(
        sql,
        statement -> {
          statement.setLong(1, seq);
          statement.setString(2, name);
          return statement.executeUpdate();
        });
  }

  private <T> T on(String sql, Work<T> work) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("reading or writing how far a webhook got", e);
    }
  }

  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }
}
