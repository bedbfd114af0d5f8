package org.edgeztp.server.provision;

import java.time.Duration;
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

  /**
   * @param ended how many have ended in this start, with this one
   * @param declared how many there are; 0 when that is not known
   */
  static Observation of(EventLine.Resource resource, int ended, int declared) {
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
    facts.put("ended", ended);
    facts.put("declared", declared);
    return new Observation(Kind.CONVERGE, text, facts);
  }

  static Observation ofNoise(String line) {
    String start = bounded(line, NOISE);
    return new Observation(
        Kind.CONVERGE,
        "left out a line that is no event: " + start,
        Map.of("status", "unreadable"));
  }

  static Observation ofWaiting(String reason) {
    return new Observation(
        Kind.CONVERGE, "waits: " + bounded(reason, NOISE), Map.of("status", "waiting"));
  }

  /** {@code cookbook::recipe line N of FILE}; empty when the failure has no place. */
  static String place(EventLine.RunFailed failure) {
    return place(failure.cookbook(), failure.recipe(), failure.line());
  }

  static String place(EventLine.ResourceStarted resource) {
    return place(resource.cookbook(), resource.recipe(), resource.line());
  }

  /** The recipe of a file outside {@code recipes/} is its folder and name. */
  private static String place(String cookbook, String recipe, int line) {
    if (cookbook.isBlank()) {
      return "";
    }
    String at = cookbook + "::" + recipe;
    if (recipe.isBlank() || line <= 0) {
      return at;
    }
    if (recipe.endsWith(".yaml") || recipe.endsWith(".yml")) {
      return "line %d of %s/%s".formatted(line, cookbook, recipe);
    }
    String file = recipe.contains("/") ? recipe : "recipes/" + recipe;
    return "%s line %d of %s/%s.rb".formatted(at, line, cookbook, file);
  }

  static Optional<String> lastLine(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .reduce((_, last) -> last)
        .map(line -> bounded(line, LINE));
  }

  /** {@code 90 s}, and in minutes what is some. */
  static String span(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
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
