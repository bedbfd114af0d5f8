package org.edgeztp.server.arrival;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.server.power.Bmc;
import org.edgeztp.server.secret.Vault;
import org.edgeztp.server.tls.Fingerprint;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What is expected, in the database. A controller's password is sealed there, and goes over to the
 * machine when that has come.
 */
public final class ExpectedStore {
  private final Jdbi jdbi;
  private final Vault vault;

  public ExpectedStore(DataSource source, Vault vault) {
    this.jdbi = Jdbi.create(source);
    this.vault = vault;
  }

  /** All of it, in the order in which it was told. */
  List<Expected> all() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from expected order by id")
            .map((row, _) -> expected(row))
            .list());
  }

  /** Takes in announcements, all or none: each in place of the one before, where there is one. */
  void save(List<Verdict> verdicts) {
    jdbi.useTransaction(handle -> {
      for (Verdict verdict : verdicts) {
        Announcement told = verdict.told().orElseThrow();
        if (verdict.before().isPresent()) {
          update(handle, verdict.before().get().id(), told);
        } else {
          insert(handle, told);
        }
      }
    });
  }

  /** The machine has come. Its controller is the machine's from now on. */
  void arrived(Expected expected, MachineId machine) {
    jdbi.useHandle(handle ->
        handle.execute(
            "update expected set machine = ?, driver = null, address = null, port = null,"
                + " account = null, certificate = null, sealed = null where id = ?",
            machine.value(),
            expected.id()));
  }

  void remove(Expected expected) {
    jdbi.useHandle(handle -> handle.execute("delete from expected where id = ?", expected.id()));
  }

  private void insert(Handle handle, Announcement told) {
    long id =
        handle
            .createUpdate("insert into expected (macs) values ('')")
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    update(handle, id, told);
  }

  private void update(Handle handle, long id, Announcement told) {
    Optional<Bmc> bmc = told.bmc();
    handle.execute(
        "update expected set name = ?, macs = ?, serial = ?, uuid = ?, rack = ?, unit = ?,"
            + " profile = ?, driver = ?, address = ?, port = ?, account = ?, certificate = ?,"
            + " sealed = ? where id = ?",
        told.name().orElse(null),
        String.join(" ", told.macs().stream().map(MacAddress::value).toList()),
        told.serial().orElse(null),
        told.uuid().orElse(null),
        told.rack().orElse(null),
        told.unit().orElse(null),
        told.profile().orElse(null),
        bmc.map(one -> one.driver().name()).orElse(null),
        bmc.map(Bmc::address).orElse(null),
        bmc.map(Bmc::port).orElse(null),
        bmc.map(Bmc::account).orElse(null),
        bmc.flatMap(Bmc::certificate).map(Fingerprint::hex).orElse(null),
        bmc.map(one -> vault.seal(one.password(), owner(id))).orElse(null),
        id);
  }

  private Expected expected(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    Optional<Bmc> bmc =
        row.getString("driver") == null ? Optional.empty() : Optional.of(bmc(row, id));
    return new Expected(
        id,
        new Announcement(
            text(row, "name"),
            Arrays.stream(row.getString("macs").split(" "))
                .filter(mac -> !mac.isEmpty())
                .map(MacAddress::new)
                .toList(),
            text(row, "serial"),
            text(row, "uuid"),
            text(row, "rack"),
            Optional.ofNullable(row.getObject("unit", Integer.class)),
            text(row, "profile"),
            bmc),
        text(row, "machine").map(MachineId::new));
  }

  private Bmc bmc(ResultSet row, long id) throws SQLException {
    return new Bmc(
        Bmc.Driver.valueOf(row.getString("driver")),
        row.getString("address"),
        row.getInt("port"),
        row.getString("account"),
        vault.open(row.getString("sealed"), owner(id)),
        text(row, "certificate").map(Fingerprint::new));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static String owner(long id) {
    return "expected " + id;
  }
}
