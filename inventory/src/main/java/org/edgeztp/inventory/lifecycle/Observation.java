package org.edgeztp.inventory.lifecycle;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.Difference;

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
    /** A step of its run began, began again, ended or was stopped. */
    STEP,
    /** What its roles would change on it. */
    DRIFT,
    CHECK,
    HANDOFF,
    /** What the rules said of it when one of them took it on. */
    RULE,
    /** Its management controller was asked for something. */
    POWER,
    /** Which management controller it has, and what that can do. */
    CONTROLLER,
    /** A disk of it was wiped: the certificate. */
    WIPE,
    /** A part of it that is not as it was when it was inspected before. */
    HARDWARE,
    /** Why it is not its turn yet. */
    QUEUE,
    /** Whether it answers on SSH. */
    SSH,
    /** Why it is stuck, as far as what was seen explains it. */
    CAUSE,
    /** Something asked for and not given, with the reason. */
    REFUSED;

    /** The labels of those that may be forgotten when they are old. */
    public static List<String> routine() {
      return Arrays.stream(values()).filter(Kind::isRoutine).map(Kind::label).toList();
    }

    /**
     * Checks, the hand-off and wipes are proof of how a machine was given over or let go; what
     * changed in it, how its power is reached and which rule took it on is its history.
     */
    private boolean isRoutine() {
      return switch (this) {
        case BOOT,
            DHCP,
            TFTP,
            HTTP,
            PROGRESS,
            LOG,
            CONVERGE,
            STEP,
            DRIFT,
            POWER,
            QUEUE,
            SSH,
            CAUSE,
            REFUSED ->
            true;
        case CHECK, HANDOFF, WIPE, HARDWARE, CONTROLLER, RULE -> false;
      };
    }

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

  public static Observation of(Difference difference) {
    return new Observation(
        Kind.HARDWARE,
        difference.toString(),
        Map.of("part", difference.part(), "change", difference.change()));
  }

  /** The same, and by which rule of the policy it is so, where it is an answer to a machine. */
  public Observation by(Optional<String> rule) {
    return switch (kind) {
      case DHCP, TFTP, HTTP -> rule.map(name -> with(Entry.RULE, name)).orElse(this);
      case BOOT,
          PROGRESS,
          LOG,
          CONVERGE,
          STEP,
          DRIFT,
          CHECK,
          HANDOFF,
          POWER,
          CONTROLLER,
          HARDWARE,
          RULE,
          QUEUE,
          SSH,
          WIPE,
          CAUSE,
          REFUSED ->
          this;
    };
  }

  /** The same, and what it shows to whoever asks why the machine is stuck. */
  public Observation showing(Sign sign) {
    return with(Entry.SIGN, sign.name());
  }

  private Observation with(String fact, Object value) {
    Map<String, Object> more = new HashMap<>(facts);
    more.put(fact, value);
    return new Observation(kind, text, more);
  }
}
