package org.edgeztp.server.provision;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What a look at a step's directory shows.
 *
 * @param starts how often the step was started
 * @param startsThisBoot how often since the machine came up
 * @param running whether it runs now
 * @param exit its exit code, once it has ended by itself
 * @param restarts how often it asked for a restart before, and got it
 * @param restarting whether the machine was told to restart since it came up
 * @param said bytes that it has told and printed so far
 */
record Glance(
    int starts,
    int startsThisBoot,
    boolean running,
    OptionalInt exit,
    int restarts,
    boolean restarting,
    long said) {
  /** Reads {@code key=value} lines as {@link RunDirectory#look} prints them. */
  static Glance of(String text) {
    Map<String, String> values =
        text.lines()
            .map(line -> line.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip(), (a, _) -> a));
    return new Glance(
        number(values, "starts").orElse(0),
        number(values, "starts-this-boot").orElse(0),
        values.getOrDefault("unit", "").equals("running"),
        number(values, "exit"),
        number(values, "restarts").orElse(0),
        values.getOrDefault("restarting", "").equals("yes"),
        number(values, "said").orElse(0));
  }

  /** Whether the machine came up anew since the step ran. */
  boolean rebooted() {
    return starts > 0 && startsThisBoot == 0;
  }

  private static OptionalInt number(Map<String, String> values, String key) {
    String text = values.getOrDefault(key, "");
    return text.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }
}
