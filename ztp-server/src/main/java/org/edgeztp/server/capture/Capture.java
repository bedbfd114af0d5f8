package org.edgeztp.server.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What clients asked in a capture: DHCP requests to ports 67 and 4011 and whatever goes to TFTP's
 * port 69, over IPv4.
 *
 * @param requests in the order of the file
 * @param unread what went to these ports and cannot be used, one sentence each
 */
public record Capture(List<Datagram> requests, List<String> unread) {
  static final Set<Integer> PORTS = Set.of(67, 69, 4011);

  private static final long LARGEST = 256L << 20;
  private static final int TFTP = 69;
  private static final int BOOTREQUEST = 1;

  public Capture {
    requests = List.copyOf(requests);
    unread = List.copyOf(unread);
  }

  /**
   * Reads a file of tcpdump or Wireshark.
   *
   * @throws BadCapture when it is neither, or ends too early
   */
  public static Capture read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new BadCapture(
          file + " is larger than 256 MiB: filter it with tcpdump -r IN -w OUT udp");
    }
    try {
      return of(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (BadCapture e) {
      throw new BadCapture(file + ": " + e.getMessage());
    }
  }

  static Capture of(ByteBuffer file) throws BadCapture {
    List<Datagram> requests = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    int number = 0;
    for (Frame frame : frames(file)) {
      number++;
      try {
        Datagrams.of(frame).filter(Capture::asks).ifPresent(requests::add);
      } catch (BadCapture e) {
        unread.add("packet %d %s".formatted(number, e.getMessage()));
      }
    }
    return new Capture(requests, unread);
  }

  private static List<Frame> frames(ByteBuffer file) throws BadCapture {
    if (PcapngReader.reads(file)) {
      return PcapngReader.read(file);
    }
    if (PcapReader.reads(file)) {
      return PcapReader.read(file);
    }
    throw new BadCapture("it is neither of tcpdump's format nor of Wireshark's");
  }

  /** Answers to relays go to port 67 as well. */
  private static boolean asks(Datagram datagram) {
    return datagram.port() == TFTP
        || (datagram.data().hasRemaining() && datagram.data().get(0) == BOOTREQUEST);
  }
}
