package org.edgeztp.server.capture;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One captured frame.
 *
 * @param at time since 1970
 * @param link what its header is, as tcpdump numbers them (LINKTYPE_)
 * @param bytes as many as were captured
 */
record Frame(Duration at, int link, ByteBuffer bytes) {
  /** From a count of some part of a second. */
  static Duration time(long units, long perSecond) {
    long rest = Long.remainderUnsigned(units, perSecond);
    return Duration.ofSeconds(
        Long.divideUnsigned(units, perSecond), rest * 1_000_000_000 / perSecond);
  }
}
