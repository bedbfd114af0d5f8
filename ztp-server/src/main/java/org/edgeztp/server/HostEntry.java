package org.edgeztp.server;

import static org.edgeztp.server.Config.required;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A machine with an address of its own, as the file writes it. It is known by its network card, its
 * UUID or its serial number; what is not said here of the network is as in its subnet.
 *
 * @param serial as switches tell it in DHCP; servers tell their UUID
 * @param address inside the subnet, in a pool or not
 * @param hostname told to it
 * @param told what it is told otherwise than its subnet
 */
public record HostEntry(
    Optional<String> mac,
    Optional<String> uuid,
    Optional<String> serial,
    String address,
    Optional<String> hostname,
    @JsonUnwrapped ToldEntry told) {
  public HostEntry(
      Optional<String> mac,
      Optional<String> uuid,
      Optional<String> serial,
      @Nullable String address,
      Optional<String> hostname,
      @JsonUnwrapped ToldEntry told) {
    this.mac = mac;
    this.uuid = uuid;
    this.serial = serial;
    this.address = required(address, "networks.subnets.hosts.address");
    this.hostname = hostname;
    this.told = told;
  }
}
