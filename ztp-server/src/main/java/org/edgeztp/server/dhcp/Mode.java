package org.edgeztp.server.dhcp;

import java.util.Locale;

/** What the server does about DHCP on an interface or for a subnet. */
public enum Mode {
  /** Leases addresses, and refuses aloud those that are wrong. */
  AUTHORITATIVE,
  /** Tells boot clients what to boot, beside another server that leases the addresses. */
  PROXY,
  /** Leases addresses to clients behind a relay alone. */
  RELAY_ONLY,
  /** Answers nothing, and reports what it hears. */
  OBSERVE,
  /** DHCP is the matter of somebody else. */
  OFF;

  /** Whether addresses are leased from here. */
  public boolean leases() {
    return this == AUTHORITATIVE || this == RELAY_ONLY;
  }

  /** As the configuration writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
