package org.edgeztp.server.ui;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Field;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;

/**
 * The table of machines.
 *
 * @param search a text in their names
 * @param terms of the filter that have no field of their own
 * @param all how many there are
 * @param found how many the selection takes
 * @param first where they begin, when these are not the first
 * @param wrong why the selection cannot be
 */
record MachinesPage(
    String search,
    List<Chip> terms,
    List<Group> groups,
    List<Choice> states,
    List<Choice> sites,
    List<Choice> profiles,
    List<Column> columns,
    List<MachineLine> lines,
    List<Verb> verbs,
    String filter,
    List<Kept> kept,
    int all,
    int found,
    Optional<String> first,
    Optional<String> next,
    Optional<String> wrong) {
  static final int SIZE = 50;

  /** What columns are sorted by, as the API names it. */
  private static final Map<String, String> HEADS =
      Map.of(
          "hostname",
          "Machine",
          "state",
          "State",
          "since",
          "Since",
          "address",
          "Address",
          "profile",
          "Profile");

  /** A link to the machines of one kind of state, with how many there are. */
  record Group(String label, String tone, long count, String href, boolean chosen) {}

  record Choice(String value, String label, boolean chosen) {}

  /** A term of the filter, and where it is left out. */
  record Chip(String text, String href) {}

  /** What a form has to send again. */
  record Kept(String name, String value) {}

  /**
   * @param sorted {@code ascending}, {@code descending} or {@code none}
   */
  record Column(String label, String key, String href, String sorted) {}

  static MachinesPage of(Inventory inventory, Selection selection, Instant now) {
    try {
      MachineQuery query = selection.query(SIZE);
      MachinePage page = inventory.page(query);
      return of(
          inventory,
          selection,
          inventory.count(query.filter()),
          beside(inventory, selection),
          lines(inventory, page.machines(), now),
          page.next().map(place -> selection.from(place.toString()).href()),
          Optional.empty());
    } catch (IllegalArgumentException e) {
      return of(
          inventory,
          selection,
          0,
          Map.of(),
          List.of(),
          Optional.empty(),
          Optional.of(String.valueOf(e.getMessage())));
    }
  }

  private static MachinesPage of(
      Inventory inventory,
      Selection here,
      int found,
      Map<Tone, Long> beside,
      List<MachineLine> lines,
      Optional<String> next,
      Optional<String> wrong) {
    return new MachinesPage(
        here.value("search").orElse(""),
        here.terms().stream().map(term -> new Chip(term.getKey(), term.getValue().href())).toList(),
        groups(beside, here),
        choices(Arrays.stream(State.values()).map(Enum::name), here.value("state")),
        choices(told(inventory, Field.SITE), here.value("site")),
        choices(told(inventory, Field.PROFILE), here.value("profile")),
        Stream.of("hostname", "state", "since", "address", "profile")
            .map(field -> column(field, here))
            .toList(),
        lines,
        BulkActions.VERBS,
        here.text(),
        here.parts().stream().map(part -> new Kept(part.getKey(), part.getValue())).toList(),
        inventory.count(Filter.ALL),
        found,
        here.value("after").map(_ -> here.without("after").href()),
        next,
        wrong);
  }

  private static List<MachineLine> lines(Inventory inventory, List<Machine> machines, Instant now) {
    return machines.stream()
        .map(machine -> MachineLine.of(machine, inventory.explain(machine), now))
        .toList();
  }

  /** How many of each kind of state the selection takes, but for the state it asks for. */
  private static Map<Tone, Long> beside(Inventory inventory, Selection selection) {
    return Tone.counts(inventory, selection.inAnyState().query(SIZE).filter());
  }

  private static Stream<String> told(Inventory inventory, Field field) {
    return inventory.counts(Filter.ALL, field).keySet().stream();
  }

  private static List<Group> groups(Map<Tone, Long> beside, Selection here) {
    Stream<Group> tones =
        Arrays.stream(Tone.values())
            .map(tone ->
                new Group(
                    tone.label(),
                    tone.key(),
                    beside.getOrDefault(tone, 0L),
                    here.inStates(tone.states()).href(),
                    here.isInStates(tone.states())));
    long every = beside.values().stream().mapToLong(Long::longValue).sum();
    var all =
        new Group("All", "all", every, here.inAnyState().href(), here.value("state").isEmpty());
    return Stream.concat(Stream.of(all), tones).toList();
  }

  private static List<Choice> choices(Stream<String> values, Optional<String> chosen) {
    return Stream.concat(values, chosen.stream())
        .distinct()
        .sorted()
        .map(value -> new Choice(value, value, Objects.equals(value, chosen.orElse(null))))
        .toList();
  }

  private static Column column(String field, Selection here) {
    String order = here.order();
    String sorted =
        order.equals(field) ? "ascending" : order.equals("-" + field) ? "descending" : "none";
    return new Column(HEADS.getOrDefault(field, field), field, here.sortedBy(field).href(), sorted);
  }
}
