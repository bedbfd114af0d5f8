package org.edgeztp.server.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.SwitchFacts;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.boot.Firmware;

/**
 * What ONIE tells of its switch in the headers of each request.
 *
 * @param management the address of its management port
 * @param operation {@code os-install} or {@code onie-update}
 */
record OnieRequest(SwitchFacts facts, Optional<MacAddress> management, String operation) {
  private static final String INSTALL = "os-install";

  /** Empty where the headers are not ONIE's. */
  static Optional<OnieRequest> of(HttpFields headers) {
    String model = text(headers, "ONIE-MACHINE");
    if (model.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OnieRequest(
            new SwitchFacts(
                model.replaceFirst("_.*", ""),
                model,
                text(headers, "ONIE-MACHINE-REV"),
                text(headers, "ONIE-ARCH"),
                text(headers, "ONIE-SERIAL-NUMBER"),
                text(headers, "ONIE-VERSION"),
                text(headers, "ONIE-SECURITY-KEY")),
            mac(text(headers, "ONIE-ETH-ADDR")),
            text(headers, "ONIE-OPERATION")));
  }

  boolean installs() {
    return operation.equals(INSTALL);
  }

  /** Who asks, for what the boot room knows of the machine at that address. */
  Client client(MacAddress mac) {
    return new Client(
        mac, Optional.empty(), Firmware.ONIE, Architecture.UNKNOWN, Optional.of(facts));
  }

  private static Optional<MacAddress> mac(String text) {
    try {
      return Optional.of(MacAddress.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String text(HttpFields headers, String name) {
    String value = headers.get(name);
    return value == null ? "" : value.strip();
  }
}
