package org.edgeztp.server;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.edgeztp.inventory.machine.MachineId;

/** Makes ids that nobody can guess and people can read out. */
final class Ids {
  private static final int BYTES = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static MachineId next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new MachineId("m-" + HexFormat.of().formatHex(bytes));
  }
}
