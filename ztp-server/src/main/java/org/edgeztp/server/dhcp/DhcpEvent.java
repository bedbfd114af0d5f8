package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.boot.Firmware;

/** What became of one received packet. */
public sealed interface DhcpEvent {
  /**
   * A packet went back.
   *
   * @param firmware what asked
   * @param question DISCOVER, REQUEST or INFORM
   * @param answer OFFER, ACK or NAK
   * @param address what the client was given; 0.0.0.0 with a NAK and with the answer to an INFORM
   * @param boots the file or URL that it is told to boot; empty when it is told none
   * @param why a sentence: what it shall boot and why, or why it was refused
   * @param text all of it, a line for each field and option; made when it is asked for
   */
  record Answered(
      MacAddress mac,
      Firmware firmware,
      String question,
      String answer,
      Inet4Address address,
      String boots,
      String why,
      Supplier<List<String>> text)
      implements DhcpEvent {
    /** What went back and why, for people. */
    public String sentence() {
      return "%s answered with %s %s: %s"
          .formatted(question, answer, address.getHostAddress(), why);
    }
  }

  /**
   * Nothing went back, and rightly so.
   *
   * @param why a sentence
   */
  record Silent(MacAddress mac, String question, String why) implements DhcpEvent {}

  /** Nothing went back, and that is amiss. */
  record Refused(MacAddress mac, String question, Refusal refusal) implements DhcpEvent {}

  /**
   * Nothing went back, as the server only listens there.
   *
   * @param what a sentence
   */
  record Observed(MacAddress mac, String what) implements DhcpEvent {}

  /**
   * The client took the offer of another server, and boots what that one says.
   *
   * @param server by which name the client knows it
   */
  record Elsewhere(MacAddress mac, Inet4Address server) implements DhcpEvent {}

  /**
   * The bytes were no packet that could be answered.
   *
   * @param source who sent them
   * @param why a sentence
   */
  record Malformed(InetAddress source, String why) implements DhcpEvent {}

  /**
   * Something broke: the leases could not be kept, an answer could not be sent, or there is a bug.
   */
  record Failed(MacAddress mac, String question, Exception cause) implements DhcpEvent {}
}
