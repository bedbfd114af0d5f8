package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.util.Optional;

/** What a request leads to. Each case says why. */
sealed interface Reply {
  String why();

  /**
   * A message goes back.
   *
   * @param address what the client was given, when it was given one
   */
  record Sent(Answer answer, Optional<Inet6Address> address, String why) implements Reply {}

  /**
   * Nothing is sent, and that is amiss: nobody told of the client's link, or another server keeps
   * this one from answering there.
   *
   * @param place the link, by its interface or as a relay tells it
   */
  record Refused(String place, String why) implements Reply {}

  /** Nothing is sent, and rightly so. */
  record Silent(String why) implements Reply {}
}
