package org.edgeztp.server.ui;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What people and programs changed, the newest first.
 *
 * @param older where the older part is
 */
record AuditPage(List<Line> lines, Optional<String> older) {
  private static final int SHOWN = 200;

  /** One request. */
  record Line(
      long seq,
      Moment at,
      String who,
      String role,
      String origin,
      String method,
      String path,
      int status,
      String asked,
      List<Change> changed) {
    /** Whether it did what it asked for. */
    public boolean isDone() {
      return status < 400;
    }
  }

  /**
   * A field that differs since.
   *
   * @param before empty where it was not there
   * @param after the same
   */
  record Change(String field, String before, String after) {}

  static AuditPage of(JsonNode audit, Instant now) {
    List<Line> lines =
        audit.path("items").valueStream().limit(SHOWN).map(entry -> line(entry, now)).toList();
    return new AuditPage(
        lines,
        lines.size() < SHOWN
            ? Optional.empty()
            : Optional.of("/audit?before=" + lines.getLast().seq()));
  }

  private static Line line(JsonNode entry, Instant now) {
    return new Line(
        entry.path("seq").asLong(),
        new Moment(Instant.parse(entry.path("at").asString()), now),
        entry.path("who").asString(),
        entry.path("role").asString(),
        entry.path("origin").asString(),
        entry.path("method").asString(),
        entry.path("path").asString(),
        entry.path("status").asInt(),
        entry.path("asked").asString(),
        entry.path("changed").valueStream().map(AuditPage::change).toList());
  }

  private static Change change(JsonNode changed) {
    return new Change(
        changed.path("field").asString(),
        changed.path("before").asString(""),
        changed.path("after").asString(""));
  }
}
