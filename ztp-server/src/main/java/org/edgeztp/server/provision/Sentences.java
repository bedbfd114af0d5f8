package org.edgeztp.server.provision;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;

/** The observations and phrases that a person reads in the timeline. */
final class Sentences {
  private static final int NOISE = 160;
  private static final int LINE = 400;

  private Sentences() {}

  static Observation of(EventLine.Resource resource) {
    String detail = resource.detail().isBlank() ? "" : ": " + resource.detail();
    String text =
        String.format(
            Locale.ROOT,
            "%s %s %s in %.1f s%s",
            resource.name(),
            resource.action(),
            resource.status().replace('_', ' '),
            resource.seconds(),
            detail);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", resource.name());
    facts.put("action", resource.action());
    facts.put("status", resource.status());
    facts.put("seconds", resource.seconds());
    facts.put("cookbook", resource.cookbook());
    facts.put("recipe", resource.recipe());
    facts.put("line", resource.line());
    return new Observation(Kind.CONVERGE, text, facts);
  }

  static Observation ofNoise(String line) {
    String start = bounded(line, NOISE);
    return new Observation(
        Kind.CONVERGE,
        "left out a line that is no event: " + start,
        Map.of("status", "unreadable"));
  }

  /** {@code cookbook::recipe line N}; empty when the failure has no place. */
  static String place(EventLine.RunFailed failure) {
    if (failure.cookbook().isBlank()) {
      return "";
    }
    String line = failure.line() > 0 ? " line " + failure.line() : "";
    return failure.cookbook() + "::" + failure.recipe() + line;
  }

  static Optional<String> lastLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((_, last) -> last)
        .map(line -> bounded(line, LINE));
  }

  /** The end of a text, as much as a log in the timeline may hold. */
  static String tail(String text) {
    return text.substring(Math.max(0, text.length() - RunDirectory.LOG_BYTES));
  }

  /** The beginning of a text; the cut shows. */
  static String bounded(String text, int characters) {
    return text.length() <= characters ? text : text.substring(0, characters) + "...";
  }
}
