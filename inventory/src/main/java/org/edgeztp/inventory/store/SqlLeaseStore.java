package org.edgeztp.inventory.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.LeaseStore;
import org.edgeztp.inventory.lease.LeaseStoreException;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * Leases in the table {@code lease} of H2 or PostgreSQL. On H2 a lease survives the death of the
 * process only if the URL says {@code WRITE_DELAY=0}.
 */
public final class SqlLeaseStore implements LeaseStore {
  // MERGE is the one upsert that both know; PostgreSQL needs the casts to type the parameters.
  private static final String UPSERT =
      """
      merge into lease as kept
      using (values (cast(? as varchar), cast(? as varchar), cast(? as varchar),
                     cast(? as varchar), cast(? as timestamp with time zone), cast(? as varchar)))
        as given (address, mac, uuid, serial, expires, state)
      on kept.address = given.address
      when matched then update set
        mac = given.mac, uuid = given.uuid, serial = given.serial,
        expires = given.expires, state = given.state
      when not matched then insert (address, mac, uuid, serial, expires, state)
        values (given.address, given.mac, given.uuid, given.serial, given.expires, given.state)
      """;

  private static final String ALL = "select address, mac, uuid, serial, expires, state from lease";

  private final DataSource database;

  public SqlLeaseStore(DataSource database) {
    this.database = database;
  }

  @Override
  public List<Lease> load() {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(ALL);
        ResultSet rows = select.executeQuery()) {
      List<Lease> leases = new ArrayList<>();
      while (rows.next()) {
        leases.add(
            new Lease(
                Ipv4.parse(rows.getString("address")),
                new Identity(
                    new MacAddress(rows.getString("mac")),
                    Optional.ofNullable(rows.getString("uuid")).map(UUID::fromString),
                    Optional.ofNullable(rows.getString("serial"))),
                rows.getObject("expires", OffsetDateTime.class).toInstant(),
                LeaseState.valueOf(rows.getString("state"))));
      }
      return leases;
    } catch (SQLException e) {
      throw new LeaseStoreException("reading the leases", e);
    }
  }

  @Override
  public void save(List<Lease> leases) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
        for (Lease lease : leases) {
          upsert.setString(1, lease.address().getHostAddress());
          upsert.setString(2, lease.mac().value());
          upsert.setString(3, lease.holder().uuid().map(UUID::toString).orElse(null));
          upsert.setString(4, lease.holder().serial().orElse(null));
          upsert.setObject(5, lease.expires().atOffset(ZoneOffset.UTC));
          upsert.setString(6, lease.state().name());
          upsert.addBatch();
        }
        upsert.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new LeaseStoreException("keeping " + leases.size() + " leases", e);
    }
  }
}
