package org.edgeztp.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.ObjectMapper;

/**
 * On which lines of a text its parts stand, for whoever is told that one of them is wrong.
 *
 * @param lines from 1, by place
 * @param names the line of each profile and rule, by {@code profile 'NAME'} and {@code rule 'NAME'}
 */
record ConfigLines(Map<JsonPointer, Integer> lines, Map<String, Integer> names) {
  private static final Pattern NAME = Pattern.compile("/(profile|rule)s/\\d+/name");
  private static final Pattern NAMED = Pattern.compile("\\b(profile|rule) '[^']+'");

  /** Reads a text as far as it can be read. */
  static ConfigLines of(ObjectMapper mapper, String text) {
    Map<JsonPointer, Integer> lines = new HashMap<>();
    Map<String, Integer> names = new HashMap<>();
    try (JsonParser parser = mapper.createParser(text)) {
      while (parser.nextToken() != null) {
        JsonPointer place = parser.streamReadContext().pathAsPointer();
        int line = parser.currentTokenLocation().getLineNr();
        lines.putIfAbsent(place, line);
        Matcher name = NAME.matcher(place.toString());
        if (parser.currentToken().isScalarValue() && name.matches()) {
          names.putIfAbsent("%s '%s'".formatted(name.group(1), parser.getString()), line);
        }
      }
    } catch (JacksonException _) {
      // What stands behind that has no place.
    }
    return new ConfigLines(lines, names);
  }

  /** The line of a part, or else of what it would be a part of. */
  Optional<Integer> at(JsonPointer place) {
    for (JsonPointer part = place; part != null && !part.matches(); part = part.head()) {
      if (lines.containsKey(part)) {
        return Optional.of(lines.get(part));
      }
    }
    return Optional.empty();
  }

  /** The line of the first profile or rule that a sentence names and the text has. */
  Optional<Integer> about(String sentence) {
    return NAMED
        .matcher(sentence)
        .results()
        .flatMap(named -> Optional.ofNullable(names.get(named.group())).stream())
        .findFirst();
  }

  /** Where a reader of objects stopped. */
  static JsonPointer place(List<JacksonException.Reference> path) {
    JsonPointer place = JsonPointer.empty();
    for (JacksonException.Reference part : path) {
      place =
          part.getPropertyName() == null
              ? place.appendIndex(part.getIndex())
              : place.appendProperty(part.getPropertyName());
    }
    return place;
  }
}
