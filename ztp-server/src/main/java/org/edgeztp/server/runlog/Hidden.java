package org.edgeztp.server.runlog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Secrets that are known, and so are taken out of what is kept wherever they stand, beside what
 * {@link Redaction} knows by its looks.
 *
 * @param values longest first, as one may hold another; those of several lines line by line as
 *     well, since logs and differences come so
 */
public record Hidden(List<String> values) {
  /** When no secrets are about. */
  public static final Hidden NOTHING = new Hidden(List.of());

  /** What is shorter may be part of any word. */
  private static final int SHORTEST = 8;

  public Hidden {
    values =
        values.stream()
            .flatMap(value -> Stream.concat(Stream.of(value), value.lines().map(String::strip)))
            .filter(value -> value.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The text without secrets, and without the end of its last line. */
  public String phrase(String text) {
    return Redaction.phrase(in(text));
  }

  /** The text without these secrets alone. */
  public String in(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, Redaction.GONE);
    }
    return clean;
  }

  /** The same with every text that is among them, however deep. */
  public Map<String, Object> in(Map<String, Object> facts) {
    Map<String, Object> clean = new TreeMap<>();
    facts.forEach((key, value) -> clean.put(key, any(value)));
    return clean;
  }

  private Object any(Object value) {
    return switch (value) {
      case String text -> in(text);
      case List<?> list -> list.stream().map(this::any).toList();
      case Map<?, ?> map -> {
        Map<String, Object> clean = new TreeMap<>();
        map.forEach((key, one) -> clean.put(String.valueOf(key), any(one)));
        yield clean;
      }
      default -> value;
    };
  }
}
