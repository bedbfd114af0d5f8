package org.edgeztp.server;

import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A machine with an address of its own, as the file writes it. It is known by its network card, its
 * UUID or its serial number; what is not said here of the network is as in its subnet.
 *
 * @param serial as switches tell it in DHCP; servers tell their UUID
 * @param address inside the subnet, in a pool or not
 * @param hostname told to it
 */
public record HostEntry(
    Optional<String> mac,
    Optional<String> uuid,
    Optional<String> serial,
    String address,
    Optional<String> hostname,
    Optional<String> gateway,
    List<String> dns,
    List<String> ntp,
    List<String> log,
    Optional<String> domain,
    List<String> search,
    Map<String, String> routes,
    Optional<Integer> mtu,
    Map<String, String> options)
    implements ToldEntry {
  public HostEntry(
      Optional<String> mac,
      Optional<String> uuid,
      Optional<String> serial,
      @Nullable String address,
      Optional<String> hostname,
      Optional<String> gateway,
      @Nullable List<String> dns,
      @Nullable List<String> ntp,
      @Nullable List<String> log,
      Optional<String> domain,
      @Nullable List<String> search,
      @Nullable Map<String, String> routes,
      Optional<Integer> mtu,
      @Nullable Map<String, String> options) {
    this.mac = mac;
    this.uuid = uuid;
    this.serial = serial;
    this.address = required(address, "networks.subnets.hosts.address");
    this.hostname = hostname;
    this.gateway = gateway;
    this.dns = List.copyOf(or(dns, List.of()));
    this.ntp = List.copyOf(or(ntp, List.of()));
    this.log = List.copyOf(or(log, List.of()));
    this.domain = domain;
    this.search = List.copyOf(or(search, List.of()));
    this.routes = Map.copyOf(or(routes, Map.of()));
    this.mtu = mtu;
    this.options = Map.copyOf(or(options, Map.of()));
  }
}
