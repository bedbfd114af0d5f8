package org.edgeztp.server.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/**
 * Which machines a table shows, in which order: all of it is in the page's address.
 *
 * @param text part of a name, a serial number, a hardware address, an address or a profile
 * @param page from 1
 */
record Selection(
    Optional<String> text,
    Optional<Tone> tone,
    Optional<State> state,
    Optional<String> site,
    Optional<String> profile,
    Sort sort,
    boolean backwards,
    int page) {
  static final String PATH = "/machines";
  static final Selection ALL =
      new Selection(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Sort.SINCE,
          true,
          1);

  /** What a column is sorted by. */
  enum Sort {
    NAME("Machine"),
    STATE("State"),
    SINCE("Since"),
    ADDRESS("Address"),
    PROFILE("Profile");

    private final String label;

    Sort(String label) {
      this.label = label;
    }

    private Comparator<Machine> order() {
      return switch (this) {
        case NAME -> Comparator.comparing(machine -> machine.label().toLowerCase(Locale.ROOT));
        case STATE -> Comparator.comparing(Machine::state);
        case SINCE -> Comparator.comparing(Machine::since);
        case ADDRESS -> Comparator.comparing(Sort::address);
        case PROFILE -> Comparator.comparing(machine -> machine.profile().orElse(""));
      };
    }

    String label() {
      return label;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Addresses by their numbers, and machines without one at the end. */
    private static String address(Machine machine) {
      return machine
          .address()
          .map(address -> java.util.HexFormat.of().formatHex(address.getAddress()))
          .orElse("~");
    }
  }

  static Selection of(Visit visit) {
    return new Selection(
        visit.asked("q"),
        visit.asked("group").flatMap(Tone::named),
        visit.asked("state").flatMap(Selection::state),
        visit.asked("site"),
        visit.asked("profile"),
        visit.asked("sort").flatMap(Selection::sort).orElse(ALL.sort),
        visit
            .asked("order")
            .map("down"::equals)
            .orElse(visit.asked("sort").isEmpty() ? ALL.backwards : false),
        visit
            .asked("page")
            .filter(text -> text.matches("[1-9][0-9]{0,5}"))
            .map(Integer::valueOf)
            .orElse(1));
  }

  boolean takes(Machine machine) {
    return state.filter(wanted -> machine.state() != wanted).isEmpty()
        && tone.filter(wanted -> Tone.of(machine.state()) != wanted).isEmpty()
        && takesBesideState(machine);
  }

  /** Whether it is taken but for its state: the groups are counted by it. */
  boolean takesBesideState(Machine machine) {
    return site.filter(wanted -> !machine.site().equals(wanted)).isEmpty()
        && profile.filter(wanted -> !machine.profile().equals(Optional.of(wanted))).isEmpty()
        && text.filter(wanted -> !tells(machine, wanted.toLowerCase(Locale.ROOT))).isEmpty();
  }

  private static boolean tells(Machine machine, String part) {
    String mac = part.replaceAll("[:.-]", "");
    return has(machine.label(), part)
        || has(machine.id().value(), part)
        || machine.serial().filter(serial -> has(serial, part)).isPresent()
        || machine.address().map(Ipv6::text).filter(address -> has(address, part)).isPresent()
        || machine.profile().filter(profile -> has(profile, part)).isPresent()
        || (!mac.isEmpty() && has(machine.mac().value().replace(":", ""), mac));
  }

  private static boolean has(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part);
  }

  Comparator<Machine> order() {
    return (backwards ? sort.order().reversed() : sort.order())
        .thenComparing(machine -> machine.id().value());
  }

  Selection withText(String other) {
    return new Selection(Optional.of(other), tone, state, site, profile, sort, backwards, 1);
  }

  Selection withTone(Optional<Tone> other) {
    return new Selection(text, other, Optional.empty(), site, profile, sort, backwards, 1);
  }

  Selection sortedBy(Sort other) {
    boolean turned = other == sort && !backwards;
    return new Selection(text, tone, state, site, profile, other, turned, 1);
  }

  Selection atPage(int other) {
    return new Selection(text, tone, state, site, profile, sort, backwards, other);
  }

  boolean isNarrow() {
    return text.isPresent()
        || tone.isPresent()
        || state.isPresent()
        || site.isPresent()
        || profile.isPresent();
  }

  /** Where it is shown; what is not said is left out. */
  String href() {
    Map<String, String> said = new LinkedHashMap<>();
    text.ifPresent(value -> said.put("q", value));
    tone.ifPresent(value -> said.put("group", value.key()));
    state.ifPresent(value -> said.put("state", value.name()));
    site.ifPresent(value -> said.put("site", value));
    profile.ifPresent(value -> said.put("profile", value));
    if (sort != ALL.sort || backwards != ALL.backwards) {
      said.put("sort", sort.key());
      said.put("order", backwards ? "down" : "up");
    }
    if (page > 1) {
      said.put("page", Integer.toString(page));
    }
    String query =
        said.entrySet().stream()
            .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), UTF_8))
            .collect(joining("&"));
    return query.isEmpty() ? PATH : PATH + "?" + query;
  }

  private static Optional<State> state(String name) {
    return Arrays.stream(State.values()).filter(state -> state.name().equals(name)).findFirst();
  }

  private static Optional<Sort> sort(String key) {
    return Arrays.stream(Sort.values()).filter(sort -> sort.key().equals(key)).findFirst();
  }
}
