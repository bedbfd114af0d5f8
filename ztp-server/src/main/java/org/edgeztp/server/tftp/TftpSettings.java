package org.edgeztp.server.tftp;

import java.time.Duration;

/**
 * What an operator may tune.
 *
 * @param largestBlock most bytes in a DATA packet, 512 to 65464; the default of 1468 fills an
 *     Ethernet frame of 1500 bytes without fragments
 * @param largestWindow most DATA packets before an acknowledgment is due, 1 to 64 (RFC 7440)
 * @param mostTransfers transfers at the same time, at least 1
 * @param firstPause wait before a packet is sent again, unless the client asked for a time of its
 *     own (RFC 2349); doubled for each further repetition, up to eight times as long
 * @param tries times the same packets are sent before the transfer is given up, 1 to 20
 */
public record TftpSettings(
    int largestBlock, int largestWindow, int mostTransfers, Duration firstPause, int tries) {
  public TftpSettings {
    check("largestBlock", largestBlock, 512, 65464);
    check("largestWindow", largestWindow, 1, 64);
    check("mostTransfers", mostTransfers, 1, 50_000);
    check("firstPause in milliseconds", firstPause.toMillis(), 1, 60_000);
    check("tries", tries, 1, 20);
  }

  /** Right for a provisioning network of Ethernet speed. */
  public static TftpSettings defaults() {
    return new TftpSettings(1468, 64, 2000, Duration.ofMillis(500), 6);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "TFTP setting %s is %d; it must be %d to %d".formatted(name, value, least, most));
    }
  }
}
