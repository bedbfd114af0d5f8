package org.edgeztp.server.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.web.Witness;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which fields a request changed, as the audit keeps them: of lists and long texts what is there on
 * one side alone, without the values of secret keys, and no more than is worth keeping.
 */
final class Difference {
  /** Characters of a value. */
  private static final int VALUE = 500;

  /** Characters of all that one request changed. */
  private static final int ALL = 16 << 10;

  private static final JsonMapper JSON = new JsonMapper();

  private final List<Change> changes = new ArrayList<>();
  private int length;
  private int more;

  private Difference() {}

  /**
   * One field.
   *
   * @param field its names from the outside in, between dots
   * @param before its text or its JSON; null where it was not there
   * @param after the same
   */
  record Change(String field, @Nullable String before, @Nullable String after) {}

  static List<Change> of(List<Witness.Sight> sights) {
    var difference = new Difference();
    sights.forEach(sight ->
        difference.compare(
            sight.what(),
            fields(sight.before(), sight.after()),
            fields(sight.after(), sight.before())));
    if (difference.more > 0) {
      difference.changes.add(new Change("(%d more fields)".formatted(difference.more), null, null));
    }
    return List.copyOf(difference.changes);
  }

  /** What is new or gone has each of its fields on one side alone. */
  private static JsonNode fields(JsonNode side, JsonNode other) {
    return side.isMissingNode() && other.isObject() ? JSON.createObjectNode() : side;
  }

  private void compare(String field, JsonNode before, JsonNode after) {
    if (before.equals(after) || (isNothing(before) && isNothing(after))) {
      return;
    }
    if (before instanceof ObjectNode old && after instanceof ObjectNode next) {
      Set<String> names = new LinkedHashSet<>(old.propertyNames());
      names.addAll(next.propertyNames());
      names.forEach(name ->
          compare(field.isEmpty() ? name : field + "." + name, old.path(name), next.path(name)));
    } else if (before instanceof ArrayNode old && after instanceof ArrayNode next) {
      var gone = alone(old, next);
      var come = alone(next, old);
      boolean moved = gone.isEmpty() && come.isEmpty();
      add(field, moved ? old : gone, moved ? next : come);
    } else {
      add(field, before, after);
    }
  }

  private static ArrayNode alone(ArrayNode list, ArrayNode other) {
    Set<JsonNode> there = new LinkedHashSet<>(other.values());
    ArrayNode alone = JSON.createArrayNode();
    list.values().stream().filter(value -> !there.contains(value)).forEach(alone::add);
    return alone;
  }

  private void add(String field, JsonNode before, JsonNode after) {
    boolean secret = Redaction.isSecret(field);
    var change =
        new Change(field, text(before, lines(after), secret), text(after, lines(before), secret));
    int size =
        Stream.of(field, change.before(), change.after())
            .mapToInt(text -> text == null ? 0 : text.length())
            .sum();
    if (length + size > ALL) {
      more++;
      return;
    }
    length += size;
    changes.add(change);
  }

  private static @Nullable String text(JsonNode value, List<String> other, boolean secret) {
    if (isNothing(value)) {
      return null;
    }
    if (secret) {
      return Redaction.GONE;
    }
    String text = value.isString() ? value.stringValue() : Redaction.json(value);
    String alone =
        text.contains("\n")
            ? String.join("\n", text.lines().filter(line -> !other.contains(line)).toList())
            : text;
    return alone.length() <= VALUE
        ? alone
        : alone.substring(0, VALUE) + "... (%d characters)".formatted(alone.length());
  }

  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static List<String> lines(JsonNode value) {
    return value.isString() ? value.stringValue().lines().toList() : List.of();
  }
}
