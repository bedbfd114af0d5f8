package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;

/**
 * Which address a client has. It follows from who asks, so there is nothing to keep, to lose or to
 * give out twice.
 */
final class Addresses {
  private Addresses() {}

  /**
   * The address for one of a request's associations. A card has one, the same that it would make by
   * itself from the advertised prefix. A client whose card is not known has one made from its
   * identifier, which no card can have.
   */
  static Optional<Inet6Address> of(
      Request request, Association association, Dhcp6Settings network) {
    if (request.card().isEmpty()) {
      return request.client().map(client -> made(client, association.id(), network));
    }
    return association.equals(request.associations().getFirst())
        ? request.card().map(card -> Ipv6.of(network.prefix(), card))
        : Optional.empty();
  }

  private static Inet6Address made(Duid client, int association, Dhcp6Settings network) {
    byte[] name = client.bytes();
    byte[] hash =
        sha256(ByteBuffer.allocate(name.length + 4).put(name).putInt(association).array());
    hash[0] &= (byte) ~0x02;
    // Never ff:fe in the middle, where addresses made from a card have it.
    hash[3] &= 0x7f;
    return Ipv6.of(
        ByteBuffer.allocate(16).put(network.prefix().getAddress(), 0, 8).put(hash, 0, 8).array());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
