package org.edgeztp.server.ui;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.Machine;

/** What machines asked for by DHCP, TFTP and HTTP, from their timelines. */
final class Packets {
  private static final Set<String> KINDS =
      Stream.of(Kind.DHCP, Kind.TFTP, Kind.HTTP, Kind.REFUSED)
          .map(Kind::label)
          .collect(Collectors.toUnmodifiableSet());

  private static final int SHOWN = 100;

  /** Entries of all kinds that are read at once, and how often: converges write most of them. */
  private static final int PAGE = 500;

  private static final int PAGES = 4;

  private Packets() {}

  /**
   * One of them.
   *
   * @param times how often it was seen, the last time then
   */
  record Line(
      long seq, Moment last, String kind, String text, int times, String machine, String label) {
    static Line of(Entry entry, Inventory inventory, Instant now) {
      return new Line(
          entry.seq(),
          new Moment(entry.lastAt(), now),
          entry.kind(),
          entry.text(),
          entry.facts().get(Entry.TIMES) instanceof Number number ? number.intValue() : 1,
          entry.machine().value(),
          inventory.find(entry.machine()).map(Machine::label).orElse(entry.machine().value()));
    }
  }

  /** The newest, as far as they are among the newest entries of all machines. */
  static List<Line> newest(Inventory inventory, Instant now) {
    List<Entry> found = new ArrayList<>();
    long before = Long.MAX_VALUE;
    for (int page = 0; page < PAGES && found.size() < SHOWN; page++) {
      long end = before;
      List<Entry> read = Sites.everywhere(() -> inventory.entriesBefore(end, PAGE));
      if (read.isEmpty()) {
        break;
      }
      read.stream()
          .filter(entry -> KINDS.contains(entry.kind()) && inventory.isVisible(entry))
          .forEach(found::add);
      before = read.getLast().seq();
    }
    return found.stream()
        .limit(SHOWN)
        .sorted(comparing(Entry::lastAt).thenComparingLong(Entry::seq).reversed())
        .map(entry -> Line.of(entry, inventory, now))
        .toList();
  }
}
