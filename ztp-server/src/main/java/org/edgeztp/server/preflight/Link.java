package org.edgeztp.server.preflight;

import static org.edgeztp.server.preflight.Finding.ok;
import static org.edgeztp.server.preflight.Finding.problem;
import static org.edgeztp.server.preflight.Finding.warning;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An interface as the kernel describes it.
 *
 * @param carrier whether a cable leads to something that is on
 * @param mtu in bytes
 * @param forwardDelay seconds that a port of this bridge waits before it passes packets; 0 without
 *     spanning tree, and for what is no bridge
 */
record Link(
    String name,
    boolean up,
    boolean carrier,
    List<Inet4Address> addresses,
    int mtu,
    int forwardDelay) {
  private static final int ETHERNET = 1500;

  /** Looks at an interface; empty when there is none of this name. */
  static Optional<Link> of(String name) throws IOException {
    NetworkInterface found = NetworkInterface.getByName(name);
    if (found == null) {
      return Optional.empty();
    }
    List<Inet4Address> addresses =
        found
            .inetAddresses()
            .filter(Inet4Address.class::isInstance)
            .map(Inet4Address.class::cast)
            .toList();
    Path folder = Path.of("/sys/class/net", name);
    boolean stp = number(folder.resolve("bridge/stp_state")) > 0;
    return Optional.of(
        new Link(
            name,
            found.isUp(),
            number(folder.resolve("carrier")) == 1,
            addresses,
            found.getMTU(),
            stp ? number(folder.resolve("bridge/forward_delay")) / 100 : 0));
  }

  /**
   * What there is to say of it.
   *
   * @param wanted the address that it should have, when a configuration says so
   * @param prefix bits of its network, where they are known
   */
  List<Finding> findings(Optional<Inet4Address> wanted, Optional<Integer> prefix) {
    List<Finding> findings = new ArrayList<>();
    findings.add(state());
    findings.add(address(wanted, prefix));
    findings.add(packets());
    if (forwardDelay > 0) {
      findings.add(
          warning(
              "spanning tree",
              "%s is a bridge with spanning tree: a machine that is powered on is not heard for %d"
                      .formatted(name, 2 * forwardDelay)
                  + " s, longer than firmware waits. Turn it off, or set the forward delay to 0"));
    }
    return findings;
  }

  static Finding missing(String name) {
    return problem("interface", "there is no interface " + name + ": see 'ip link'");
  }

  private Finding state() {
    if (!up) {
      return problem("interface", "%s is down: ip link set %s up".formatted(name, name));
    }
    return carrier
        ? ok("interface", name + " is up and has a carrier")
        : problem(
            "interface",
            name + " has no carrier: plug the cable in, or switch on what it leads to");
  }

  private Finding address(Optional<Inet4Address> wanted, Optional<Integer> prefix) {
    String has =
        addresses.isEmpty()
            ? "none"
            : String.join(", ", addresses.stream().map(Inet4Address::getHostAddress).toList());
    if (wanted.isPresent() && !addresses.contains(wanted.get())) {
      String address = wanted.get().getHostAddress();
      return problem(
          "address",
          "%s does not have the configured address %s (it has %s): ip addr add %s/%s dev %s%s"
              .formatted(
                  name,
                  address,
                  has,
                  address,
                  prefix.map(String::valueOf).orElse("PREFIX"),
                  name,
                  prefix.isEmpty() ? ", with the prefix length of that network" : ""));
    }
    return addresses.isEmpty()
        ? warning("address", name + " has no IPv4 address: give it the one that the server uses")
        : ok("address", name + " has the address " + has);
  }

  private Finding packets() {
    if (mtu < ETHERNET) {
      return problem(
          "MTU",
          "%s takes packets of %d bytes and machines send up to %d: ip link set %s mtu %d"
              .formatted(name, mtu, ETHERNET, name, ETHERNET));
    }
    return mtu == ETHERNET
        ? ok("MTU", name + " takes packets of the usual 1500 bytes")
        : warning(
            "MTU",
            "%s takes packets of %d bytes, which firmware cannot receive: unless every switch and"
                    .formatted(name, mtu)
                + " machine there does too, ip link set %s mtu %d".formatted(name, ETHERNET));
  }

  /** 0 when the kernel does not tell: the carrier of an interface that is down. */
  private static int number(Path file) {
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
