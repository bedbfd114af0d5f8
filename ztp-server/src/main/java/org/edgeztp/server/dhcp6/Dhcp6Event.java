package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.boot.Firmware;

/** What became of one received packet. */
public sealed interface Dhcp6Event {
  /**
   * A message went back.
   *
   * @param card of the client, where it is known
   * @param firmware what asked; NONE where the card is not known
   * @param client its address on the link
   * @param question SOLICIT, REQUEST and so on
   * @param answer ADVERTISE or REPLY
   * @param address what the client was given, when it was given one
   * @param boots the URL that it is told to boot; empty when it is told none
   * @param why a sentence: what it shall boot and why, or why it was refused
   * @param text all of it, a line for each field and option; made when it is asked for
   */
  record Answered(
      Optional<MacAddress> card,
      Firmware firmware,
      Inet6Address client,
      String question,
      String answer,
      Optional<Inet6Address> address,
      String boots,
      String why,
      Supplier<List<String>> text)
      implements Dhcp6Event {
    /** What went back and why, for people. */
    public String sentence() {
      String given = address.map(some -> " " + Ipv6.text(some)).orElse("");
      return "%s answered with %s%s: %s".formatted(question, answer, given, why);
    }
  }

  /**
   * Nothing went back, and rightly so.
   *
   * @param why a sentence
   */
  record Silent(Inet6Address client, String question, String why) implements Dhcp6Event {}

  /**
   * Nothing went back, and that is amiss.
   *
   * @param card of the client, where it is known
   * @param place the link that has it
   * @param why a sentence
   */
  record Refused(
      Optional<MacAddress> card, Inet6Address client, String question, String place, String why)
      implements Dhcp6Event {}

  /**
   * The bytes were no packet that could be answered.
   *
   * @param source who sent them
   * @param why a sentence
   */
  record Malformed(Inet6Address source, String why) implements Dhcp6Event {}

  /** Something broke: an answer could not be sent, or there is a bug. */
  record Failed(Inet6Address client, String question, Exception cause) implements Dhcp6Event {}
}
