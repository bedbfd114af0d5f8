package org.edgeztp.server.preflight;

import static org.edgeztp.server.preflight.Finding.ok;
import static org.edgeztp.server.preflight.Finding.problem;
import static org.edgeztp.server.preflight.Finding.warning;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This host's clock, against the age of its files and against the time servers of machines. */
final class Clocks {
  private static final int NTP_PORT = 123;
  private static final int PACKET = 48;
  private static final int TRANSMIT_TIME = 40;

  /** Seconds from 1900, where NTP begins, to 1970. */
  private static final long EPOCH = 2_208_988_800L;

  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration MUCH = Duration.ofSeconds(5);

  private Clocks() {}

  /**
   * What a time server says.
   *
   * @param ahead how far it is ahead of this host; empty when it did not answer
   */
  record Answer(Inet4Address server, Optional<Duration> ahead) {}

  static List<Finding> check(List<Inet4Address> servers, Optional<Path> assets) throws IOException {
    Optional<Instant> newest = Optional.empty();
    if (assets.isPresent() && Files.exists(assets.get())) {
      newest = Optional.of(Files.getLastModifiedTime(assets.get()).toInstant());
    }
    return findings(Instant.now(), newest, servers.stream().map(Clocks::ask).toList());
  }

  /**
   * Judges the clock.
   *
   * @param newest when the boot assets were made, which must be in the past
   */
  static List<Finding> findings(Instant now, Optional<Instant> newest, List<Answer> answers) {
    List<Finding> findings = new ArrayList<>();
    if (newest.filter(now::isBefore).isPresent()) {
      findings.add(
          problem(
              "time",
              "the clock says %s, before the boot assets were made (%s): set it"
                  .formatted(now, newest.get())));
    }
    answers.forEach(answer -> findings.add(finding(answer)));
    if (findings.isEmpty()) {
      findings.add(ok("time", "the clock says " + now));
    }
    return findings;
  }

  private static Finding finding(Answer answer) {
    String server = answer.server().getHostAddress();
    if (answer.ahead().isEmpty()) {
      return warning(
          "time",
          "the time server %s does not answer: machines would start with the time of their board"
              .formatted(server));
    }
    Duration ahead = answer.ahead().get();
    double seconds = ahead.toMillis() / 1000.0;
    return ahead.abs().compareTo(MUCH) > 0
        ? problem(
            "time",
            "this host is %.1f s %s the time server %s: signed and dated things will be refused."
                    .formatted(
                        Math.abs(seconds), ahead.isNegative() ? "ahead of" : "behind", server)
                + " Set the clock, and let it follow that server")
        : ok("time", "within %.1f s of the time server %s".formatted(Math.abs(seconds), server));
  }

  /** One question in the form of RFC 4330. */
  private static Answer ask(Inet4Address server) {
    byte[] packet = new byte[PACKET];
    packet[0] = 0x23; // version 4, a client
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout((int) WAIT.toMillis());
      socket.connect(new InetSocketAddress(server, NTP_PORT));
      Instant sent = Instant.now();
      socket.send(new DatagramPacket(packet, PACKET));
      var answer = new DatagramPacket(packet, PACKET);
      socket.receive(answer);
      Instant middle = sent.plus(Duration.between(sent, Instant.now()).dividedBy(2));
      return answer.getLength() < PACKET
          ? new Answer(server, Optional.empty())
          : new Answer(server, Optional.of(Duration.between(middle, transmitTime(packet))));
    } catch (IOException e) {
      return new Answer(server, Optional.empty());
    }
  }

  static Instant transmitTime(byte[] packet) {
    ByteBuffer in = ByteBuffer.wrap(packet);
    long seconds = in.getInt(TRANSMIT_TIME) & 0xffff_ffffL;
    long fraction = in.getInt(TRANSMIT_TIME + 4) & 0xffff_ffffL;
    return Instant.ofEpochSecond(seconds - EPOCH, (fraction * 1_000_000_000L) >>> 32);
  }
}
