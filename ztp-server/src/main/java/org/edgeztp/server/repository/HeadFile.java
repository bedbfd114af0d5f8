package org.edgeztp.server.repository;

import java.util.List;
import java.util.Optional;

/** The text form of a {@link Head}: three lines, the last two empty when the upstream told none. */
final class HeadFile {
  private HeadFile() {}

  static String format(Head head) {
    return head.length()
        + "\n"
        + head.etag().orElse("")
        + "\n"
        + head.lastModified().map(HttpDate::format).orElse("")
        + "\n";
  }

  /** Empty if a crash or a hand has left something else. */
  static Optional<Head> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() != 3 || !lines.getFirst().matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Head(
            Long.parseLong(lines.getFirst()),
            Optional.of(lines.get(1)).filter(tag -> !tag.isEmpty()),
            HttpDate.parse(lines.get(2))));
  }
}
