package org.edgeztp.inventory.layout;

import java.net.InetAddress;
import java.util.Arrays;

/** An address with the length of its network's prefix, as {@code 10.20.0.5/24}. */
public record Cidr(InetAddress address, int prefix) {
  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Cidr parse(String text) {
    String[] parts = text.strip().split("/", -1);
    if (parts.length != 2 || !parts[1].matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("'" + text + "' is no address as 10.20.0.5/24");
    }
    InetAddress address = InetAddress.ofLiteral(parts[0]);
    int prefix = Integer.parseInt(parts[1]);
    if (prefix < 1 || prefix > address.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("'" + text + "' has no such prefix");
    }
    return new Cidr(address, prefix);
  }

  /** Whether the other is in the same network. */
  boolean reaches(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] its = other.getAddress();
    return mine.length == its.length && Arrays.equals(network(mine), network(its));
  }

  private byte[] network(byte[] bytes) {
    byte[] masked = bytes.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(prefix - (long) i * Byte.SIZE, 0, Byte.SIZE);
      masked[i] = (byte) (masked[i] & (0xff << (Byte.SIZE - kept)));
    }
    return masked;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}
