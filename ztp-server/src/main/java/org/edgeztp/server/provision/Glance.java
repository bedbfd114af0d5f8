package org.edgeztp.server.provision;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a look at a run's directory shows.
 *
 * @param starts how often the converge was started
 * @param running whether it runs now
 * @param exit its exit code, once it has ended by itself
 */
record Glance(int starts, boolean running, OptionalInt exit) {
  /** Reads {@code key=value} lines as {@link RunDirectory#look} prints them. */
  static Glance of(String text) {
    Map<String, String> values =
        text.lines()
            .map(line -> line.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip(), (a, _) -> a));
    return new Glance(
        number(values.getOrDefault("starts", "")).orElse(0),
        values.getOrDefault("unit", "").equals("running"),
        number(values.getOrDefault("exit", "")));
  }

  private static OptionalInt number(String text) {
    return text.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
