package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses of a subnet that are reserved: no address for two machines, no machine twice. */
public final class Reservations {
  private final Map<Inet4Address, Reservation> byAddress = new HashMap<>();

  /** By network card, UUID and serial number, which are of different types. */
  private final Map<Object, Reservation> byName = new HashMap<>();

  private Reservations(List<Reservation> reservations) {
    for (Reservation reservation : reservations) {
      once(byAddress, reservation.address(), reservation, reservation.address().getHostAddress());
      reservation.mac().ifPresent(mac -> once(byName, mac, reservation, "the mac " + mac));
      reservation.uuid().ifPresent(uuid -> once(byName, uuid, reservation, "the uuid " + uuid));
      reservation
          .serial()
          .ifPresent(serial -> once(byName, serial, reservation, "the serial " + serial));
    }
  }

  /**
   * Gathers them.
   *
   * @throws IllegalArgumentException if two have the same address, or the same name
   */
  public static Reservations of(List<Reservation> reservations) {
    return new Reservations(reservations);
  }

  public static Reservations none() {
    return of(List.of());
  }

  /**
   * What is reserved for a client; the network card tells more than what it says of its machine.
   */
  public Optional<Reservation> of(Identity client) {
    return Stream.<Object>concat(Stream.of(client.mac()), client.names())
        .flatMap(name -> Optional.ofNullable(byName.get(name)).stream())
        .findFirst();
  }

  /** The address's reservation. */
  Optional<Reservation> at(Inet4Address address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  public int size() {
    return byAddress.size();
  }

  Stream<Inet4Address> addresses() {
    return byAddress.keySet().stream();
  }

  private static <K> void once(
      Map<K, Reservation> map, K key, Reservation reservation, String text) {
    Reservation other = map.put(key, reservation);
    if (other != null) {
      throw new IllegalArgumentException(
          "two hosts have %s: those at %s and %s"
              .formatted(
                  text, other.address().getHostAddress(), reservation.address().getHostAddress()));
    }
  }
}
