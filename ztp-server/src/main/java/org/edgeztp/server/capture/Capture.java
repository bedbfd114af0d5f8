package org.edgeztp.server.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What clients asked in a capture, over IPv4 and IPv6: DHCP requests to ports 67, 4011 and 547,
 * whatever goes to TFTP's port 69, and HTTP requests to port 80.
 *
 * @param requests in the order of the file
 * @param unread what went to these ports and cannot be used, one sentence each
 */
public record Capture(List<Datagram> requests, List<String> unread) {
  private static final long LARGEST = 256L << 20;

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
          file
              + " is larger than 256 MiB: filter it with tcpdump -r IN -w OUT 'udp or tcp dst port 80'");
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
    var http = new HttpRequests();
    int number = 0;
    for (Frame frame : frames(file)) {
      number++;
      try {
        Optional<IpPacket> packet = IpPacket.of(frame);
        if (packet.isPresent()) {
          Datagrams.of(frame.at(), packet.get()).ifPresent(requests::add);
          requests.addAll(http.of(frame.at(), packet.get()));
        }
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
}
