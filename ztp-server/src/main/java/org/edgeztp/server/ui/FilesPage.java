package org.edgeztp.server.ui;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The files that machines can fetch, by name.
 *
 * @param added what was added just now
 * @param next where the list goes on
 */
record FilesPage(List<Line> lines, Optional<String> added, Optional<String> next) {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  /**
   * A file.
   *
   * @param path of the device plane
   * @param signer fingerprint of the key that signed it; empty where no signature was checked
   */
  record Line(
      String name,
      String version,
      String arch,
      String path,
      String size,
      String sha256,
      String signer,
      Moment at,
      String by) {}

  static FilesPage of(JsonNode page, Optional<String> added, Instant now) {
    return new FilesPage(
        page.path("items").valueStream().map(item -> line(item, now)).toList(),
        added,
        Optional.of(page.path("next").asString(""))
            .filter(after -> !after.isEmpty())
            .map(after -> "/files?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8)));
  }

  private static Line line(JsonNode item, Instant now) {
    return new Line(
        item.path("name").asString(),
        item.path("version").asString(),
        item.path("arch").asString(),
        item.path("path").asString(),
        size(item.path("size").asLong()),
        item.path("sha256").asString(),
        item.path("signedBy").asString(""),
        new Moment(Instant.parse(item.path("added").asString()), now),
        item.path("by").asString());
  }

  /** In the unit that a person would use. */
  static String size(long bytes) {
    int unit = bytes < 1024 ? 0 : (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return unit == 0
        ? bytes + " B"
        : String.format(
            Locale.ROOT, "%.1f %s", bytes / (double) (1L << (10 * unit)), UNITS.get(unit));
  }
}
