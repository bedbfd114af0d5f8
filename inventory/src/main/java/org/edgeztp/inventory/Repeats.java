package org.edgeztp.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;

/**
 * Which sentences were told of which machine in its run a short while ago. May be used by many
 * threads.
 */
final class Repeats {
  private static final Duration SHORT = Duration.ofMinutes(10);
  private static final int MOST = 10_000;

  private record Told(MachineId machine, int run, String text) {}

  private final Map<Told, Instant> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, Instant> eldest) {
          return size() > MOST;
        }
      };

  synchronized boolean isNews(Machine machine, String text, Instant now) {
    var sentence = new Told(machine.id(), machine.run(), text);
    Instant before = told.get(sentence);
    if (before != null && now.isBefore(before.plus(SHORT))) {
      return false;
    }
    told.remove(sentence);
    told.put(sentence, now);
    return true;
  }
}
