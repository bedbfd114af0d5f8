package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of {@code BENCHMARKS.md}: from its heading to the next one.
 *
 * @param heading without the marks before it, for example {@code DHCP}
 * @param body Markdown
 */
record Section(String heading, List<String> body) {
  private static final String MARK = "## ";
  private static final List<String> TOP =
      List.of(
          "# Benchmarks",
          "",
          "Written by `./ztp bench`: each section by one run, this server and its peers",
          "one after the other on the same machine. Absolute numbers are of that machine; the ratios are",
          "what counts.");

  Section {
    body = List.copyOf(body);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(MARK + heading, ""));
    lines.addAll(body);
    return lines;
  }

  /** Puts the section in place of the one with its heading, or at the end of the file. */
  void writeInto(Path file) throws IOException {
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : TOP;
    Files.write(file, placed(lines));
  }

  List<String> placed(List<String> document) {
    int start = document.indexOf(MARK + heading);
    int from = start < 0 ? document.size() : start;
    int to = from;
    while (to < document.size() && (to == from || !document.get(to).startsWith(MARK))) {
      to++;
    }
    List<String> before = document.subList(0, from);
    List<String> after = document.subList(to, document.size());
    List<String> placed = new ArrayList<>(before);
    if (!before.isEmpty() && !before.getLast().isEmpty()) {
      placed.add("");
    }
    placed.addAll(lines());
    if (!after.isEmpty()) {
      placed.add("");
    }
    placed.addAll(after);
    return placed;
  }
}
