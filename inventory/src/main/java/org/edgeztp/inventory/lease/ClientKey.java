package org.edgeztp.inventory.lease;

import org.edgeztp.inventory.machine.MacAddress;

/**
 * Whose lease it is. Today that is the network card; a machine with several cards and one address
 * would need nothing but another way to make this key.
 *
 * <p>DHCP's client identifier (option 61) is left out on purpose: firmware, iPXE and the installed
 * system each send another one (or none), and the machine has to keep one address through all.
 *
 * @param value at most 64 characters
 */
public record ClientKey(String value) {
  public ClientKey {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException("a client key has 1 to 64 characters: '" + value + "'");
    }
  }

  public static ClientKey of(MacAddress mac) {
    return new ClientKey("mac:" + mac);
  }

  @Override
  public String toString() {
    return value;
  }
}
