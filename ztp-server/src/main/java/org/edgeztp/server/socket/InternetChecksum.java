package org.edgeztp.server.socket;

import java.nio.ByteBuffer;

/** The checksum of IP, UDP and ICMPv6 (RFC 1071), for packets that are put together here. */
public final class InternetChecksum {
  private InternetChecksum() {}

  /** The sum of a range's 16-bit words, which may be added to others. */
  public static long sum(ByteBuffer bytes, int start, int length) {
    long sum = 0;
    for (int at = start; at < start + length - 1; at += 2) {
      sum += bytes.getShort(at) & 0xffff;
    }
    return length % 2 == 0 ? sum : sum + ((bytes.get(start + length - 1) & 0xff) << 8);
  }

  /** What stands in the header. */
  public static short of(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (short) ~folded;
  }

  /** The same in UDP, where zero would say that there is none (RFC 768). */
  public static short ofUdp(long sum) {
    short checksum = of(sum);
    return checksum == 0 ? (short) 0xffff : checksum;
  }
}
