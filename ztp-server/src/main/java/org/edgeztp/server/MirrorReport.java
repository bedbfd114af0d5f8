package org.edgeztp.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
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
 * "pinned"}} has one stay as it is, or follow its upstream again.
 */
record MirrorReport(PackageMirror mirror) implements Resource {
  /**
   * An archive.
   *
   * @param upstream null where nobody is asked
   * @param pinned since when it stays as it is; null where it follows its upstream
   */
  record View(
      String name,
      @Nullable String upstream,
      @Nullable Instant pinned,
      List<Pinning.Index> indexes) {
    static View of(Pinning one) {
      return new View(
          one.name(), one.upstream().orElse(null), one.pinned().orElse(null), one.indexes());
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
    Object found = item("GET", name);
    if (found instanceof Problem) {
      return found;
    }
    Optional<String> fault = Optional.empty();
    if (pinned.booleanValue()) {
      fault = mirror.pin(name);
    } else {
      mirror.unpin(name);
    }
    return fault.isPresent()
        ? Problem.conflict("%s was not pinned: %s".formatted(name, fault.get()))
        : item("GET", name);
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
