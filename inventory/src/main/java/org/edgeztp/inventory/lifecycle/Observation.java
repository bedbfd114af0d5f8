package org.edgeztp.inventory.lifecycle;

import java.util.Map;

/**
 * Something seen of a machine that moves it nowhere: a packet, a transfer, a recipe's resource, a
 * refusal.
 *
 * @param text one sentence for a person
 */
public record Observation(Kind kind, String text, Map<String, Object> facts) {
  /** What was seen; the lower-case name is the entry's kind in the timeline. */
  public enum Kind {
    /** What a network boot has shown beside its packets and transfers. */
    BOOT,
    DHCP,
    TFTP,
    HTTP,
    PROGRESS,
    /** Lines that an installer wrote. */
    LOG,
    CONVERGE,
    CHECK,
    HANDOFF,
    /** Its management controller was asked for something. */
    POWER,
    /** Something asked for and not given, with the reason. */
    REFUSED;

    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Observation {
    facts = Map.copyOf(facts);
  }

  public static Observation of(Kind kind, String text) {
    return new Observation(kind, text, Map.of());
  }
}
