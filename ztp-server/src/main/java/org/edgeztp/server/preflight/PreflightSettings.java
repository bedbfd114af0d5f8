package org.edgeztp.server.preflight;

import java.net.Inet4Address;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is about to be served, as far as it is known before.
 *
 * @param interfaceName the interface to serve on
 * @param address the server's address there, when a configuration says so
 * @param proxy whether another server is meant to give the addresses
 * @param relays routers of the subnets that lie behind relays
 * @param ntp time servers that machines are told
 * @param apiPort where the operator plane will listen
 */
public record PreflightSettings(
    String interfaceName,
    Optional<Inet4Address> address,
    boolean proxy,
    List<Inet4Address> relays,
    List<Inet4Address> ntp,
    int apiPort,
    Optional<Path> data,
    Optional<Path> assets,
    Map<String, URI> mirrors) {
  public PreflightSettings {
    relays = List.copyOf(relays);
    ntp = List.copyOf(ntp);
    mirrors = Map.copyOf(mirrors);
  }

  /** Nothing but an interface. */
  public static PreflightSettings of(String interfaceName) {
    return new PreflightSettings(
        interfaceName,
        Optional.empty(),
        false,
        List.of(),
        List.of(),
        8080,
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
