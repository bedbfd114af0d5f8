package org.edgeztp.server.dhcp;

import java.util.Locale;

/** How a boot client is told beside another server's offer (PXE 2.1, sections 2.2 and 2.3). */
public enum ProxyForm {
  /** {@link #BOOT_SERVER} for UEFI firmware, {@link #DIRECT} for everybody else. */
  BY_FIRMWARE,
  /** The offer names the boot file, and option 43 that no boot server need be asked. */
  DIRECT,
  /** The offer names this server alone, without option 43; the client asks it on port 4011. */
  BOOT_SERVER;

  boolean asksBootServer(boolean uefi) {
    return this == BOOT_SERVER || (this == BY_FIRMWARE && uefi);
  }

  /** As the configuration writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
