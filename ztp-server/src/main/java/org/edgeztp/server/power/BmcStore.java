package org.edgeztp.server.power;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.server.secret.Vault;
import org.edgeztp.server.tls.Fingerprint;
import org.jdbi.v3.core.Jdbi;

/** The management controllers of machines, in the database; their passwords are sealed there. */
public final class BmcStore {
  private final Jdbi jdbi;
  private final Vault vault;

  public BmcStore(DataSource source, Vault vault) {
    this.jdbi = Jdbi.create(source);
    this.vault = vault;
  }

  Optional<Bmc> find(MachineId machine) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from bmc where machine = :machine")
            .bind("machine", machine.value())
            .map((row, _) -> bmc(row))
            .findFirst());
  }

  /** Stores the machine's controller in place of the one it had. */
  void put(MachineId machine, Bmc bmc) {
    jdbi.useTransaction(handle -> {
      handle.execute("delete from bmc where machine = ?", machine.value());
      handle.execute(
          "insert into bmc (machine, driver, address, port, account, sealed, certificate)"
              + " values (?, ?, ?, ?, ?, ?, ?)",
          machine.value(),
          bmc.driver().name(),
          bmc.address(),
          bmc.port(),
          bmc.account(),
          vault.seal(bmc.password(), machine.value()),
          bmc.certificate().map(Fingerprint::hex).orElse(null));
    });
  }

  void remove(MachineId machine) {
    jdbi.useHandle(handle -> handle.execute("delete from bmc where machine = ?", machine.value()));
  }

  private Bmc bmc(ResultSet row) throws SQLException {
    return new Bmc(
        Bmc.Driver.valueOf(row.getString("driver")),
        row.getString("address"),
        row.getInt("port"),
        row.getString("account"),
        vault.open(row.getString("sealed"), row.getString("machine")),
        Optional.ofNullable(row.getString("certificate")).map(Fingerprint::new));
  }
}
