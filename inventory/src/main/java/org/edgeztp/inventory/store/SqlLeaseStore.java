package org.edgeztp.inventory.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.edgeztp.inventory.lease.ClientKey;
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
                     cast(? as timestamp with time zone), cast(? as varchar)))
        as given (address, client_key, mac, expires, state)
      on kept.address = given.address
      when matched then update set
        client_key = given.client_key, mac = given.mac,
        expires = given.expires, state = given.state
      when not matched then insert (address, client_key, mac, expires, state)
        values (given.address, given.client_key, given.mac, given.expires, given.state)
      """;

  private static final String ALL = "select address, client_key, mac, expires, state from lease";

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
                new ClientKey(rows.getString("client_key")),
                new MacAddress(rows.getString("mac")),
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
          upsert.setString(2, lease.key().value());
          upsert.setString(3, lease.mac().value());
          upsert.setObject(4, lease.expires().atOffset(ZoneOffset.UTC));
          upsert.setString(5, lease.state().name());
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
