package org.edgeztp.inventory.web;

import static org.edgeztp.inventory.machine.State.READY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Row;
import org.edgeztp.inventory.machine.State;
import org.jspecify.annotations.Nullable;

/**
 * A run of a machine: what somebody or a rule began with it, until it came to rest.
 *
 * @param run its number; 0 is the discovery
 * @param kind of the entry that began it
 * @param ended when it came to rest, or the next run began; null while it goes on
 * @param state where it ended, or is
 * @param text of the entry that led there
 * @param code of the cause, where it failed
 * @param profile that the machine had by then
 * @param seconds that it took
 */
record RunView(
    int run,
    Instant begun,
    String kind,
    @Nullable Instant ended,
    @Nullable State state,
    String text,
    @Nullable String code,
    @Nullable String profile,
    @Nullable Long seconds) {
  private static final Optional<State> RETIREMENT = Optional.of(State.RETIRED);
  private static final String FORGETS_PROFILE = Event.Rediscovered.class.getSimpleName();

  /**
   * All runs, newest first.
   *
   * @param moves of the machine, oldest first
   */
  static List<RunView> of(List<Entry> moves) {
    Map<Integer, List<Entry>> runs = new TreeMap<>();
    moves.stream()
        .filter(entry -> !entry.from().equals(entry.to()))
        .forEach(entry -> runs.computeIfAbsent(entry.run(), _ -> new ArrayList<>()).add(entry));
    List<RunView> views = new ArrayList<>();
    String profile = null;
    List<List<Entry>> inOrder = List.copyOf(runs.values());
    for (int i = 0; i < inOrder.size(); i++) {
      Optional<Instant> next =
          i + 1 < inOrder.size()
              ? Optional.of(inOrder.get(i + 1).getFirst().at())
              : Optional.empty();
      List<Entry> entries = untilRest(inOrder.get(i));
      for (Entry entry : entries) {
        profile = entry.facts().get("profile") instanceof String named ? named : profile;
      }
      views.add(of(entries, next, profile));
      if (inOrder.get(i).stream().anyMatch(entry -> entry.kind().equals(FORGETS_PROFILE))) {
        profile = null;
      }
    }
    return views.reversed();
  }

  private static RunView of(List<Entry> entries, Optional<Instant> next, @Nullable String profile) {
    Entry first = entries.getFirst();
    Entry last = entries.getLast();
    Optional<Instant> ended = last.to().filter(RunView::isRest).map(_ -> last.at()).or(() -> next);
    return new RunView(
        first.run(),
        first.at(),
        first.kind(),
        ended.orElse(null),
        last.to().orElse(null),
        last.text(),
        last.facts().get("code") instanceof String code ? code : null,
        profile,
        ended.map(at -> Duration.between(first.at(), at).toSeconds()).orElse(null));
  }

  /** READY is on the way where a profile follows; what follows any other rest is not of the run. */
  private static List<Entry> untilRest(List<Entry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      boolean goesOn = i + 1 < entries.size() && !entries.get(i + 1).to().equals(RETIREMENT);
      if (entries.get(i).to().filter(to -> isRest(to) && !(to == READY && goesOn)).isPresent()) {
        return entries.subList(0, i + 1);
      }
    }
    return entries;
  }

  private static boolean isRest(State state) {
    return Lifecycle.row(state).kind() == Row.Kind.STABLE;
  }
}
