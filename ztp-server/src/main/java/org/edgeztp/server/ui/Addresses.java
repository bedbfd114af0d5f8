package org.edgeztp.server.ui;

import java.util.List;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;

/** What there is to give out, and who has it. */
public record Addresses(Leases leases, List<Pool> pools) {
  public Addresses {
    pools = List.copyOf(pools);
  }
}
