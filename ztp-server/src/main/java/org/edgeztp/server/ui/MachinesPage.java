package org.edgeztp.server.ui;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;

/**
 * The table of machines.
 *
 * @param all how many there are
 * @param found how many the selection takes
 * @param first number of the first one shown, from 1
 */
record MachinesPage(
    Selection selection,
    List<Group> groups,
    List<Choice> states,
    List<Choice> sites,
    List<Choice> profiles,
    List<Column> columns,
    List<MachineLine> lines,
    int all,
    int found,
    int first,
    Optional<String> before,
    Optional<String> after) {
  static final int SIZE = 50;

  /** A link to the machines of one kind of state, with how many there are. */
  record Group(String label, String tone, long count, String href, boolean chosen) {}

  record Choice(String value, String label, boolean chosen) {}

  /**
   * @param sorted {@code ascending}, {@code descending} or {@code none}
   */
  record Column(String label, String key, String href, String sorted) {}

  static MachinesPage of(Inventory inventory, Selection selection, Instant now) {
    List<Machine> all = inventory.all();
    List<Machine> beside = all.stream().filter(selection::takesBesideState).toList();
    List<Machine> found =
        beside.stream().filter(selection::takes).sorted(selection.order()).toList();
    int pages = Math.max(1, (found.size() + SIZE - 1) / SIZE);
    Selection here = selection.atPage(Math.min(selection.page(), pages));
    int from = (here.page() - 1) * SIZE;
    List<MachineLine> lines =
        found.stream()
            .skip(from)
            .limit(SIZE)
            .map(machine -> MachineLine.of(machine, inventory.explain(machine), now))
            .toList();
    return new MachinesPage(
        here,
        groups(beside, here),
        choices(
            Arrays.stream(org.edgeztp.inventory.machine.State.values()).map(Enum::name),
            here.state().map(Enum::name)),
        choices(all.stream().map(Machine::site), here.site()),
        choices(all.stream().map(Machine::profile).flatMap(Optional::stream), here.profile()),
        columns(here),
        lines,
        all.size(),
        found.size(),
        lines.isEmpty() ? 0 : from + 1,
        link(here, here.page() - 1, pages),
        link(here, here.page() + 1, pages));
  }

  /** Number of the last one shown. */
  public int last() {
    return first == 0 ? 0 : first + lines.size() - 1;
  }

  private static Optional<String> link(Selection here, int page, int pages) {
    return page < 1 || page > pages ? Optional.empty() : Optional.of(here.atPage(page).href());
  }

  private static List<Group> groups(List<Machine> machines, Selection here) {
    Stream<Group> tones =
        Arrays.stream(Tone.values())
            .map(tone -> {
              long count =
                  machines.stream().filter(machine -> Tone.of(machine.state()) == tone).count();
              boolean chosen =
                  here.tone().filter(tone::equals).isPresent()
                      || here.state().map(Tone::of).filter(tone::equals).isPresent();
              return new Group(
                  tone.label(), tone.key(), count, here.withTone(Optional.of(tone)).href(), chosen);
            });
    boolean none = here.tone().isEmpty() && here.state().isEmpty();
    var every =
        new Group("All", "all", machines.size(), here.withTone(Optional.empty()).href(), none);
    return Stream.concat(Stream.of(every), tones).toList();
  }

  private static List<Choice> choices(Stream<String> values, Optional<String> chosen) {
    return Stream.concat(values, chosen.stream())
        .distinct()
        .sorted()
        .map(value -> new Choice(value, value, Objects.equals(value, chosen.orElse(null))))
        .toList();
  }

  private static List<Column> columns(Selection here) {
    return Arrays.stream(Selection.Sort.values())
        .map(sort -> {
          String sorted =
              sort != here.sort() ? "none" : here.backwards() ? "descending" : "ascending";
          return new Column(sort.label(), sort.key(), here.sortedBy(sort).href(), sorted);
        })
        .toList();
  }
}
