package org.edgeztp.inventory.lifecycle;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;

/**
 * One line of a machine's timeline: a lifecycle event with the states it led from and to, or an
 * observation.
 *
 * @param seq rises over all machines; 0 until stored
 * @param run the machine's run it belongs to
 * @param kind name of the event, or the kind of the observation
 * @param text one sentence for a person
 * @param facts the event's or observation's own values
 */
public record Entry(
    long seq,
    MachineId machine,
    int run,
    Instant at,
    String kind,
    String text,
    Optional<State> from,
    Optional<State> to,
    Map<String, Object> facts) {
  /** The fact that names the {@link Sign} of an entry that shows one. */
  public static final String SIGN = "sign";

  /** The fact of packets and transfers that names the rule which the machine goes by. */
  public static final String RULE = "rule";

  /** The fact of a machine's first entry that a packet of it brought, and nobody's word. */
  public static final String STRANGER = "stranger";

  /** The kind of a machine's first entry, which is no event's. */
  public static final String DISCOVERED = "Discovered";

  public Entry {
    facts = Map.copyOf(facts);
  }

  /** The facts of an entry that stands for several: how many, and when the last of them was. */
  public static final String TIMES = "times";

  public static final String LAST = "last";

  /** When it was seen last. */
  public Instant lastAt() {
    return facts.get(LAST) instanceof String last ? Instant.parse(last) : at;
  }

  /** It was seen once more. */
  public Entry again(Instant now) {
    Map<String, Object> more = new HashMap<>(facts);
    more.put(TIMES, facts.get(TIMES) instanceof Number count ? count.intValue() + 1 : 2);
    more.put(LAST, now.toString());
    return new Entry(seq, machine, run, at, kind, text, from, to, more);
  }

  /** What it shows; empty for most, and for what an older server wrote under another name. */
  public Optional<Sign> sign() {
    return Arrays.stream(Sign.values())
        .filter(sign -> sign.name().equals(facts.get(SIGN)))
        .findFirst();
  }

  /** All kinds that there are: events by their names, and observations. */
  public static Set<String> kinds() {
    Set<String> kinds = new TreeSet<>(Set.of(DISCOVERED));
    events(Event.class).map(Class::getSimpleName).forEach(kinds::add);
    Arrays.stream(Observation.Kind.values()).map(Observation.Kind::label).forEach(kinds::add);
    return kinds;
  }

  private static Stream<Class<?>> events(Class<?> kind) {
    return kind.isSealed()
        ? Arrays.stream(kind.getPermittedSubclasses()).flatMap(Entry::events)
        : Stream.of(kind);
  }

  public Entry withSeq(long stored) {
    return new Entry(stored, machine, run, at, kind, text, from, to, facts);
  }
}
