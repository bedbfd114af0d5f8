package org.edgeztp.server.power;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.edgeztp.server.tls.Fingerprint;

/**
 * How a machine's power is reached.
 *
 * @param address of the management controller; for Wake-on-LAN the broadcast address of the link
 * @param port of the controller, UDP for IPMI and Wake-on-LAN
 * @param account empty where there is none
 * @param certificate that a Redfish controller shows; when empty an authority must have signed it
 *     for its address
 */
public record Bmc(
    Driver driver,
    String address,
    int port,
    String account,
    String password,
    Optional<Fingerprint> certificate) {

  /** The language it speaks. */
  public enum Driver {
    /** IPMI 2.0 over RMCP+ (lanplus). */
    IPMI(623),
    /** Redfish over HTTPS. */
    REDFISH(443),
    /** Magic packets: power on, and nothing else. */
    WAKE_ON_LAN(9);

    private final int port;

    Driver(int port) {
      this.port = port;
    }

    /**
     * The driver that people call by the name, for example {@code wake-on-lan}.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Driver named(String name) {
      return Arrays.stream(values())
          .filter(driver -> driver.label().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "no driver '"
                      + name
                      + "'; there are "
                      + Arrays.stream(values()).map(Driver::label).toList()));
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one it has unless somebody changed it. */
    public int usualPort() {
      return port;
    }
  }

  public Bmc {
    if (address.isEmpty() || address.startsWith("-")) {
      throw new IllegalArgumentException("a management controller needs an address");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no such port: " + port);
    }
    if (account.startsWith("-")) {
      throw new IllegalArgumentException("an account's name does not begin with '-'");
    }
  }

  @Override
  public String toString() {
    return driver + " at " + address + ":" + port;
  }
}
