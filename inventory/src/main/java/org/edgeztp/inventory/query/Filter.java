package org.edgeztp.inventory.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.edgeztp.inventory.machine.Glob;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/**
 * Which machines: those that fit every term and show the text.
 *
 * @param test of a machine
 * @param state the only one they are in, where that is sure
 */
public record Filter(Predicate<Machine> test, Optional<State> state) {
  public static final Filter ALL = new Filter(_ -> true, Optional.empty());

  /** Where a text is looked for. */
  private static final List<Field> NAMES =
      List.of(Field.ID, Field.HOSTNAME, Field.SERIAL, Field.MAC, Field.ADDRESS, Field.MAINTENANCE);

  /**
   * Reads a filter.
   *
   * @param terms such as {@code state=FAILED}, {@code site=s1}, {@code fact.cpus>=32}
   * @throws IllegalArgumentException with a sentence for whoever asks, when it cannot be
   */
  public static Filter parse(List<String> terms) {
    return terms.stream().map(Term::parse).map(Filter::of).reduce(ALL, Filter::and);
  }

  private static Filter of(Term term) {
    return new Filter(term.test(), term.only(Field.STATE).map(State::valueOf));
  }

  /** Those that pass the other one as well. */
  public Filter and(Filter other) {
    return new Filter(test.and(other.test), state.or(other::state));
  }

  /** Those of them that show a text in one of their names, whatever its letter case. */
  public Filter showing(String text) {
    String wanted = text.strip();
    var glob = new Glob("*" + wanted + "*");
    List<Field> fields = NAMES.stream().filter(field -> mayShow(field, wanted)).toList();
    Predicate<Machine> shows = machine -> shows(machine, fields, glob);
    return and(new Filter(shows.or(ofAddress(text)), Optional.empty()));
  }

  /** An address takes long to write out, for each machine, and most texts are no part of one. */
  private static boolean mayShow(Field field, String text) {
    return field != Field.ADDRESS || text.matches("[0-9a-fA-F.:*]*");
  }

  /** By hand: every machine is looked at for each search. */
  private static boolean shows(Machine machine, List<Field> fields, Glob wanted) {
    for (Field field : fields) {
      Optional<Key> told = field.of(machine);
      if (told.isPresent() && wanted.matches(told.get().text())) {
        return true;
      }
    }
    return false;
  }

  /** Those with a hardware address that is written in another way: 5254.0077.0001. */
  private static Predicate<Machine> ofAddress(String text) {
    String digits = text.strip().toLowerCase(Locale.ROOT).replaceAll("[:.-]", "");
    return digits.matches("[0-9a-f]{4,12}")
        ? machine -> machine.mac().value().replace(":", "").contains(digits)
        : _ -> false;
  }
}
