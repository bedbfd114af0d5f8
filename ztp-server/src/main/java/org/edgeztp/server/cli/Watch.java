package org.edgeztp.server.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Shows the event stream to a person: a line for each state a machine enters, with the time since
 * it was first seen, and a bar while something long runs.
 */
public final class Watch {
  private static final Set<String> SETTLED = Set.of("IN_SERVICE", "FAILED", "RETIRED");
  private static final Set<String> ALWAYS = Set.of("refused");
  private static final int BAR = 30;

  private final Terminal terminal;
  private final boolean all;
  private final Map<String, Instant> started = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> settled = new HashSet<>();
  private boolean failed;

  /**
   * Shows events on a terminal.
   *
   * @param all also shows entries that move no machine
   */
  public Watch(Terminal terminal, boolean all) {
    this.terminal = terminal;
    this.all = all;
  }

  /**
   * Follows until so many machines have settled.
   *
   * @param from the number of the entry behind which it begins; 0: with the first there is
   * @return whether all of those are in service
   */
  public boolean follow(ApiClient api, int machines, long from)
      throws IOException, InterruptedException {
    long seen = from;
    boolean away = false;
    while (goesOn(machines)) {
      try {
        seen =
            api.events(
                seen,
                event -> {
                  show(event);
                  return goesOn(machines);
                });
        away = false;
      } catch (Refused e) {
        throw e;
      } catch (IOException e) {
        tellAway(e, away);
        away = true;
      }
      if (goesOn(machines)) {
        Thread.sleep(Duration.ofSeconds(1));
      }
    }
    return !failed;
  }

  private boolean goesOn(int machines) {
    return settled.size() < machines && !terminal.isClosed();
  }

  /** Where no status line is seen, once an outage. */
  private void tellAway(IOException e, boolean already) {
    String text = "the server is away: " + e.getMessage();
    if (terminal.isLive()) {
      terminal.status(text);
    } else if (!already) {
      terminal.line(text);
    }
  }

  private void show(JsonNode event) {
    String machine = event.path("machine").asString();
    Instant at = Instant.parse(event.path("at").asString());
    started.putIfAbsent(machine, at);
    String hostname = event.path("facts").path("hostname").asString("");
    if (!hostname.isEmpty()) {
      names.put(machine, hostname);
    }
    double seconds = Duration.between(started.get(machine), at).toMillis() / 1000.0;
    String name = names.getOrDefault(machine, machine);
    if (event.path("kind").asString().equals("progress")) {
      terminal.status(progress(name, seconds, event.path("facts")));
    } else if (moves(event) || all || ALWAYS.contains(event.path("kind").asString())) {
      terminal.line("%7.1f s  %-18s %s".formatted(seconds, name, EntryLine.withoutTime(event)));
    } else {
      terminal.status("%7.1f s  %-18s %s".formatted(seconds, name, brief(event)));
    }
    settle(machine, event.path("to").asString(""));
  }

  private void settle(String machine, String state) {
    if (SETTLED.contains(state)) {
      settled.add(machine);
      failed |= !state.equals("IN_SERVICE");
    } else if (!state.isEmpty()) {
      settled.remove(machine);
    }
  }

  private static boolean moves(JsonNode event) {
    return !event.path("to").asString("").isEmpty();
  }

  private static String brief(JsonNode event) {
    String text = EntryLine.plain(event.path("text").asString()).replace('\n', ' ');
    return text.length() <= 90 ? text : text.substring(0, 89) + "…";
  }

  private static String progress(String name, double seconds, JsonNode facts) {
    long total = Math.max(1, facts.path("total").asLong());
    long done = Math.clamp(facts.path("done").asLong(), 0, total);
    int percent = (int) (100.0 * done / total);
    int full = BAR * percent / 100;
    return "%7.1f s  %-18s %-8s [%s%s] %3d %%"
        .formatted(
            seconds,
            name,
            EntryLine.plain(facts.path("step").asString()),
            "#".repeat(full),
            ".".repeat(BAR - full),
            percent);
  }
}
