package org.edgeztp.inventory.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.State;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/throughput}: how often machines came into service and how often they failed in
 * the last hour and day, whatever became of them since. A machine counts each time.
 */
public final class Throughput implements Resource {
  private static final List<State> ENDS = List.of(State.IN_SERVICE, State.FAILED);

  private static final int HOURS = 24;
  private static final Duration DAY = Duration.ofHours(HOURS);

  private final Inventory inventory;
  private final Clock clock;

  /** Of the last day, by sequence number. */
  private final NavigableMap<Long, Entry> day = new ConcurrentSkipListMap<>();

  private boolean isRead;

  /** Of an inventory, whose timelines are read when it is first asked. */
  public Throughput(Inventory inventory, Clock clock) {
    this.inventory = inventory;
    this.clock = clock;
    inventory.listen(this::told);
  }

  /**
   * An hour of the last day.
   *
   * @param begin of sixty minutes
   * @param ends how often machines came to these states
   */
  record Hour(Instant begin, Map<State, Long> ends) {}

  /**
   * What is told.
   *
   * @param hours the oldest first; the last one ends now
   */
  record View(Map<State, Long> lastHour, Map<State, Long> lastDay, List<Hour> hours) {}

  @Override
  public Object answer(String method, JsonNode body) {
    read();
    Instant now = clock.instant();
    List<Entry> seen = day.values().stream().filter(inventory::isVisible).toList();
    List<Hour> hours = new ArrayList<>();
    for (int ago = HOURS; ago > 0; ago--) {
      Instant begin = now.minus(Duration.ofHours(ago));
      hours.add(new Hour(begin, ends(seen, begin, begin.plus(Duration.ofHours(1)))));
    }
    return new View(hours.getLast().ends(), ends(seen, now.minus(DAY), now), hours);
  }

  private static Map<State, Long> ends(Collection<Entry> entries, Instant after, Instant until) {
    Map<State, Long> counts = new LinkedHashMap<>();
    ENDS.forEach(state -> counts.put(state, 0L));
    entries.stream()
        .filter(entry -> entry.at().isAfter(after) && !entry.at().isAfter(until))
        .forEach(entry -> entry.to().ifPresent(state -> counts.merge(state, 1L, Long::sum)));
    return counts;
  }

  private synchronized void read() {
    if (!isRead) {
      inventory.arrivals(ENDS, clock.instant().minus(DAY)).forEach(this::told);
      isRead = true;
    }
  }

  /** A large site keeps many. */
  private static Entry bare(Entry entry) {
    return new Entry(
        entry.seq(),
        entry.machine(),
        entry.run(),
        entry.at(),
        entry.kind(),
        "",
        entry.from(),
        entry.to(),
        Map.of());
  }

  /** To where the machine was before somebody cared for it. */
  private static boolean leadsBack(Entry entry) {
    return entry.from().equals(Optional.of(State.DRAINING))
        || entry.kind().equals(Upkeep.LeaveRescue.class.getSimpleName());
  }

  private void told(Entry entry) {
    boolean isEnd =
        entry.to().filter(ENDS::contains).isPresent() && !entry.from().equals(entry.to());
    if (isEnd && !leadsBack(entry)) {
      day.put(entry.seq(), bare(entry));
      Instant old = clock.instant().minus(DAY);
      while (!day.isEmpty() && day.firstEntry().getValue().at().isBefore(old)) {
        day.pollFirstEntry();
      }
    }
  }
}
