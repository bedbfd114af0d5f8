package org.edgeztp.inventory.query;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.Trait;

/** What machines are filtered and sorted by beside the facts of their hardware. */
public enum Field implements Trait {
  ID(Kind.TEXT),
  HOSTNAME(Kind.TEXT),
  SERIAL(Kind.TEXT),
  MAC(Kind.TEXT),
  UUID(Kind.TEXT),
  ADDRESS(Kind.TEXT),
  SITE(Kind.TEXT),
  STATE(Kind.TEXT),
  /** {@code SERVER} or {@code SWITCH}. */
  KIND(Kind.TEXT),
  PROFILE(Kind.TEXT),
  /** The code of a failure. */
  CAUSE(Kind.TEXT),
  /** The name of what is wrong beside the state. */
  FAULT(Kind.TEXT),
  /** {@code FAILED}, {@code FAULTY} or {@code UNDECIDED}: what it needs a person for. */
  NEED(Kind.TEXT),
  /** Why people work on it. */
  MAINTENANCE(Kind.TEXT),
  ARCHITECTURE(Kind.TEXT),
  RUN(Kind.NUMBER),
  /** When it entered its state. */
  SINCE(Kind.TIME),
  DEADLINE(Kind.TIME);

  /** What a field is compared with. */
  enum Kind {
    TEXT,
    NUMBER,
    TIME
  }

  final Kind kind;

  Field(Kind kind) {
    this.kind = kind;
  }

  /** As a question names it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a machine has there, if anything. */
  @Override
  public Optional<Key> of(Machine machine) {
    return switch (this) {
      case ID -> text(machine.id().value());
      case HOSTNAME -> machine.hostname().map(Key::of);
      case SERIAL -> machine.serial().map(Key::of);
      case MAC -> text(machine.mac().value());
      case UUID -> machine.uuid().map(Key::of);
      case ADDRESS -> machine.reachedAt().map(Ipv6::text).map(Key::of);
      case SITE -> text(machine.site());
      case STATE -> text(machine.state().name());
      case KIND -> text(machine.kind().name());
      case PROFILE -> machine.profile().map(Key::of);
      case CAUSE -> machine.failure().map(failure -> Key.of(failure.code().name()));
      case FAULT -> machine.fault().map(fault -> Key.of(fault.name().name()));
      case NEED -> Need.of(machine).map(need -> Key.of(need.name()));
      case MAINTENANCE -> machine.maintenance().map(Key::of);
      case ARCHITECTURE ->
          Optional.of(machine.architecture())
              .filter(known -> known != Architecture.UNKNOWN)
              .map(known -> Key.of(known.name()));
      case RUN -> Optional.of(Key.of(machine.run()));
      case SINCE -> Optional.of(Key.of(machine.since()));
      case DEADLINE -> machine.deadline().map(Key::of);
    };
  }

  @Override
  public boolean isShared() {
    return switch (this) {
      case ID, HOSTNAME, SERIAL, MAC, UUID, ADDRESS, SINCE, DEADLINE -> false;
      case SITE, STATE, KIND, PROFILE, CAUSE, FAULT, NEED, MAINTENANCE, ARCHITECTURE, RUN -> true;
    };
  }

  private static Optional<Key> text(String text) {
    return Optional.of(Key.of(text));
  }

  /**
   * The field of a name.
   *
   * @throws IllegalArgumentException that lists the fields, when there is none
   */
  static Field parse(String name) {
    return Arrays.stream(values())
        .filter(field -> field.key().equals(name))
        .findAny()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "machines have no field '%s'; there are %s, and facts as fact.cpus"
                    .formatted(name, names())));
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Field::key).toList();
  }

  /**
   * What a question compares the field with.
   *
   * @throws IllegalArgumentException when no machine can have that, which is a slip
   */
  Key parsed(String text) {
    return switch (kind) {
      case TEXT -> Key.of(this == STATE ? state(text) : text);
      case NUMBER -> Key.of(number(text));
      case TIME -> Key.of(time(text));
    };
  }

  private static String state(String text) {
    boolean known = Arrays.stream(State.values()).anyMatch(s -> s.name().equalsIgnoreCase(text));
    if (!known && !text.contains("*")) {
      throw new IllegalArgumentException(
          "there is no state '%s'; there are %s".formatted(text, List.of(State.values())));
    }
    return text;
  }

  private long number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("'%s' is compared with a number".formatted(key()));
    }
    return Long.parseLong(text);
  }

  private Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'%s' is compared with a time as 2026-11-26T12:00:00Z".formatted(key()), e);
    }
  }
}
