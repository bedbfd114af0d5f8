package org.edgeztp.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.WrongField;
import org.edgeztp.server.repository.PackageMirror;
import org.edgeztp.server.repository.Pinning;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/mirrors}: the package archives that machines are given; {@code POST {"name",
 * "pinned", "day"}} has one stay as it is, or as it was on a day, or follow its upstream again.
 */
record MirrorReport(PackageMirror mirror) implements Resource {
  /**
   * An archive.
   *
   * @param upstream null where nobody is asked
   * @param pinned since when it stays as it is; null where it follows its upstream
   * @param day whose state it has then, {@code 2026-11-01}; null where none was named
   */
  record View(
      String name,
      @Nullable String upstream,
      @Nullable Instant pinned,
      @Nullable String day,
      List<Pinning.Index> indexes) {
    static View of(Pinning one) {
      return new View(
          one.name(),
          one.upstream().orElse(null),
          one.pinned().orElse(null),
          one.day().map(LocalDate::toString).orElse(null),
          one.indexes());
    }
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public List<String> itemMethods() {
    return List.of("GET");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    try {
      return method.equals("GET")
          ? Map.of("items", mirror.pinnings().stream().map(View::of).toList())
          : pin(body);
    } catch (IOException e) {
      throw new UncheckedIOException("the packages of the mirror cannot be used", e);
    }
  }

  private Object pin(JsonNode body) throws IOException {
    String name = body.path("name").asString("");
    JsonNode pinned = body.path("pinned");
    if (name.isEmpty() || !pinned.isBoolean()) {
      throw new WrongField(
          name.isEmpty() ? "name" : "pinned",
          "say which archive, and whether it stays: {\"name\": \"debian\", \"pinned\": true}");
    }
    Optional<LocalDate> day = day(body.path("day"), pinned.booleanValue());
    Object found = item("GET", name);
    if (found instanceof Problem) {
      return found;
    }
    Optional<String> fault = Optional.empty();
    if (pinned.booleanValue()) {
      fault = mirror.pin(name, day);
    } else {
      mirror.unpin(name);
    }
    return fault.isPresent()
        ? Problem.conflict("%s was not pinned: %s".formatted(name, fault.get()))
        : item("GET", name);
  }

  private static Optional<LocalDate> day(JsonNode told, boolean pinned) {
    if (told.isMissingNode() || told.isNull()) {
      return Optional.empty();
    }
    try {
      if (pinned) {
        return Optional.of(LocalDate.parse(told.asString("")));
      }
    } catch (DateTimeException unreadable) {
      // Told below.
    }
    throw new WrongField(
        "day", "a day is for an archive that is pinned: {\"day\": \"2026-11-01\"}");
  }

  @Override
  public Object item(String method, String name) {
    try {
      return mirror.pinnings().stream()
          .filter(one -> one.name().equals(name))
          .<Object>map(View::of)
          .findAny()
          .orElseGet(() -> Problem.notFound("no archive is called '" + name + "' here"));
    } catch (IOException e) {
      throw new UncheckedIOException("the packages of the mirror cannot be read", e);
    }
  }
}
