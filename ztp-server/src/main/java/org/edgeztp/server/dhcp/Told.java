package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/**
 * What the machines of a subnet are told of it.
 *
 * @param gateway the router, when there is one
 * @param dns name servers, best first
 * @param ntp time servers, best first
 * @param domain the DNS domain of the machines
 */
public record Told(
    Optional<Inet4Address> gateway,
    List<Inet4Address> dns,
    List<Inet4Address> ntp,
    Optional<String> domain) {
  public Told {
    dns = List.copyOf(dns);
    ntp = List.copyOf(ntp);
  }
}
