package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What every verb of the lifecycle takes. */
final class VerbOption {
  @Mixin private final ServerOption server = new ServerOption();

  @Option(names = "--dry-run", description = "Say what would happen and change nothing")
  private boolean dryRun;

  @Parameters(index = "0", paramLabel = "MACHINE", description = "Its id, hostname, serial or MAC")
  private String machine = "";

  void act(String verb) throws IOException, InterruptedException {
    act(verb, Map.of());
  }

  /**
   * Applies the verb.
   *
   * @param told what it is told beside the machine
   */
  void act(String verb, Map<String, ?> told) throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      JsonNode answer = api.act(machine, verb, told, dryRun);
      System.out.println(
          dryRun
              ? "%s would go from %s to %s: %s"
                  .formatted(
                      machine,
                      answer.path("from").asString(),
                      answer.path("to").asString(),
                      EntryLine.plain(answer.path("text").asString()))
              : answer.path("id").asString() + " is " + answer.path("state").asString());
    }
  }
}
