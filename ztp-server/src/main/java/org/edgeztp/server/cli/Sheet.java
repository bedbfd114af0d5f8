package org.edgeztp.server.cli;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * All that is in a thing, a line for each value, with where it is: {@code hardware.disks[0].name}.
 */
final class Sheet {
  private Sheet() {}

  static Stream<String> of(JsonNode thing) {
    return lines("", thing);
  }

  private static Stream<String> lines(String path, JsonNode node) {
    if (node.isObject()) {
      String before = path.isEmpty() ? "" : path + ".";
      return node.propertyStream()
          .flatMap(field -> lines(before + field.getKey(), field.getValue()));
    }
    if (node.isArray()) {
      return IntStream.range(0, node.size())
          .boxed()
          .flatMap(index -> lines(path + "[" + index + "]", node.path(index)));
    }
    return node.isNull()
        ? Stream.of()
        : Stream.of("%-28s %s".formatted(path, EntryLine.plain(node.asString(""))));
  }
}
