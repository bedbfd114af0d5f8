package org.edgeztp.bridge.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.edgeztp.inventory.machine.MachineId;

/** Keeps deliveries in a SQL database, in SQL that H2 and PostgreSQL both take. */
public final class SqlDeliveryStore implements DeliveryStore {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String FIND = "select * from delivery where machine = ? and run = ?";
  private static final String INSERT =
      """
      insert into delivery
        (event_id, evidence, attempts, next_at, last_error, offered_at, confirmed_at, reference,
         version, machine, run)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String UPDATE =
      """
      update delivery set
        event_id = ?, evidence = ?, attempts = ?, next_at = ?, last_error = ?, offered_at = ?,
        confirmed_at = ?, reference = ?, version = ?
      where machine = ? and run = ? and version = ?
      """;

  private final DataSource source;

  public SqlDeliveryStore(DataSource source) {
    this.source = source;
  }

  @Override
  public Optional<Delivery> find(MachineId machine, int run) {
    return on(
        FIND,
        statement -> {
          statement.setString(1, machine.value());
          statement.setInt(2, run);
          try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(delivery(row)) : Optional.<Delivery>empty();
          }
        });
  }

  @Override
  public boolean insert(Delivery fresh) {
    return on(
        INSERT,
        statement -> {
          bind(statement, fresh);
          try {
            return statement.executeUpdate() == 1;
          } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public boolean replace(Delivery next) {
    return on(
        UPDATE,
        statement -> {
          bind(statement, next);
          statement.setLong(12, next.version() - 1);
          return statement.executeUpdate() == 1;
        });
  }

  private static void bind(PreparedStatement statement, Delivery delivery) throws SQLException {
    statement.setString(1, delivery.event());
    statement.setLong(2, delivery.evidence());
    statement.setInt(3, delivery.attempts());
    setTime(statement, 4, Optional.of(delivery.nextAt()));
    statement.setString(5, delivery.lastError().orElse(null));
    setTime(statement, 6, delivery.offeredAt());
    setTime(statement, 7, delivery.confirmedAt());
    statement.setString(8, delivery.reference().orElse(null));
    statement.setLong(9, delivery.version());
    statement.setString(10, delivery.machine().value());
    statement.setInt(11, delivery.run());
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    return new Delivery(
        new MachineId(row.getString("machine")),
        row.getInt("run"),
        row.getString("event_id"),
        row.getLong("evidence"),
        row.getInt("attempts"),
        time(row, "next_at").orElseThrow(),
        Optional.ofNullable(row.getString("last_error")),
        time(row, "offered_at"),
        time(row, "confirmed_at"),
        Optional.ofNullable(row.getString("reference")),
        row.getLong("version"));
  }

  private static void setTime(PreparedStatement statement, int index, Optional<Instant> time)
      throws SQLException {
    if (time.isPresent()) {
      statement.setObject(index, time.get().atOffset(ZoneOffset.UTC));
    } else {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    }
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private <T> T on(String sql, Work<T> work) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("reading or writing a delivery", e);
    }
  }

  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }
}
