package org.edgeztp.inventory.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.MachineId;

/**
 * {@code GET /api/v1/timeline}, of all machines, and {@code GET /api/v1/machines/REF/timeline}:
 * oldest first, or with {@code sort=-seq} newest first; behind {@code after} in that order.
 */
final class TimelineListing {
  private static final int USUAL = 1000;
  private static final int MOST = 10_000;

  private final Inventory inventory;

  TimelineListing(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * The page. Of all machines' it may be shorter than its limit, and still have a next one: what
   * may not be seen is left out of it.
   *
   * @param id whose entries; all machines' where empty
   * @throws IllegalArgumentException with a sentence for the caller, when it asks amiss
   */
  Paged answer(Optional<MachineId> id, Map<String, String> query) {
    int limit = (int) number(query, "limit").orElse(USUAL);
    if (limit < 1 || limit > MOST) {
      throw new WrongField("limit", "limit is a number from 1 to " + MOST);
    }
    OptionalLong after = number(query, "after");
    List<Entry> found =
        switch (query.getOrDefault("sort", "seq")) {
          case "seq" -> behind(id, after.orElse(0), limit + 1);
          case "-seq" -> before(id, after.orElse(Long.MAX_VALUE), limit + 1);
          default -> throw new WrongField("sort", "a timeline is sorted by seq or -seq");
        };
    List<Entry> page = found.stream().limit(limit).toList();
    return new Paged(
        page.stream().filter(inventory::isVisible).map(EntryView::of).toList(),
        found.size() > limit
            ? Optional.of(String.valueOf(page.getLast().seq()))
            : Optional.empty());
  }

  private List<Entry> behind(Optional<MachineId> id, long after, int limit) {
    return id.map(machine -> inventory.timeline(machine, after, limit))
        .orElseGet(() -> Sites.everywhere(() -> inventory.entries(after, limit)));
  }

  private List<Entry> before(Optional<MachineId> id, long before, int limit) {
    return id.map(machine -> inventory.timelineBefore(machine, before, limit))
        .orElseGet(() -> Sites.everywhere(() -> inventory.entriesBefore(before, limit)));
  }

  private static OptionalLong number(Map<String, String> query, String name) {
    String text = query.get(name);
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("\\d{1,18}")) {
      throw new WrongField(name, name + " is a number");
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
