package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code ztp audit}: what was changed through the API. */
@Command(
    name = "audit",
    description =
        "Show what was changed through the API: when, by whom, from where, what was sent, and what"
            + " differs since")
public final class AuditCommand implements Callable<Integer> {
  @Mixin private final ServerOption server = new ServerOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      List<JsonNode> entries = api.audit();
      output.print(
          JsonNodeFactory.instance.arrayNode().addAll(entries),
          out -> entries.stream().flatMap(AuditCommand::lines).map(EntryLine::plain).forEach(out));
      return 0;
    }
  }

  private static Stream<String> lines(JsonNode entry) {
    return Stream.concat(
        Stream.of(line(entry)), entry.path("changed").valueStream().map(AuditCommand::change));
  }

  /** Long texts differ in lines. */
  private static String change(JsonNode changed) {
    return "    %s: %s -> %s"
        .formatted(
            changed.path("field").asString(),
            changed.path("before").asString("none"),
            changed.path("after").asString("none"))
        .replace("\n", "\n      ");
  }

  private static String line(JsonNode entry) {
    return "%s  %s (%s) from %s: %s %s = %d %s"
        .formatted(
            entry.path("at").asString(),
            entry.path("who").asString(),
            entry.path("role").asString(),
            entry.path("origin").asString(),
            entry.path("method").asString(),
            entry.path("path").asString(),
            entry.path("status").asInt(),
            entry.path("asked").asString())
        .strip();
  }
}
