package org.edgeztp.server.dhcp;

import java.net.Inet4Address;

/** What a request leads to. Each case says why. */
sealed interface Reply {
  /**
   * What a person is shown.
   *
   * @return a sentence
   */
  String why();

  /** The cases that put a packet on the wire. */
  sealed interface Sent extends Reply {
    Answer answer();

    /** What the packet is called, as OFFER. */
    default String name() {
      return switch (this) {
        case Offer _ -> "OFFER";
        case Ack _ -> "ACK";
        case Nak _ -> "NAK";
      };
    }

    default Inet4Address address() {
      return answer().yiaddr();
    }
  }

  record Offer(Answer answer, String why) implements Sent {}

  record Ack(Answer answer, String why) implements Sent {}

  record Nak(Answer answer, String why) implements Sent {}

  /** Nothing is sent, and what was heard is worth telling. */
  record Observed(String why) implements Reply {}

  /** Nothing is sent: the client took the offer of another server. */
  record Elsewhere(Inet4Address server, String why) implements Reply {}

  /** Nothing is sent, and that is amiss. */
  record Refused(Refusal refusal) implements Reply {
    @Override
    public String why() {
      return refusal.why();
    }
  }

  /** Nothing is sent, and rightly so. */
  record Silent(String why) implements Reply {}
}
