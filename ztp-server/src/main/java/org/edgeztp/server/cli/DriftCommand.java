package org.edgeztp.server.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ztp drift}: what roles would change on machines in service. */
@Command(
    name = "drift",
    description = {
      "Show what its roles would change on a machine in service, or which machines are not as theirs"
          + " say",
      "Nothing is changed by it; ztp machine reconverge does that. Exit code 1: something would,"
          + " or that is not known."
    })
public final class DriftCommand implements Callable<Integer> {
  private static final Duration WITHIN = Duration.ofMinutes(15);
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Spec private CommandSpec verb = CommandSpec.create();

  @Mixin private final ServerOption server = new ServerOption();

  @Parameters(
      paramLabel = "MACHINE",
      arity = "0..1",
      description = "Its id, hostname, serial or MAC; all that were compared by default")
  private @Nullable String machine;

  @Option(names = "--now", description = "Compare the machine now, and wait for what is found")
  private boolean now;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      if (machine == null) {
        if (now) {
          throw new IllegalArgumentException("say which machine is to be compared now");
        }
        return all(api);
      }
      JsonNode drift = now ? compared(api, machine) : api.part(machine, "drift");
      print(drift);
      return drift.path("status").asString("").equals("none") ? 0 : 1;
    }
  }

  private int all(ApiClient api) throws IOException, InterruptedException {
    int drifted = 0;
    List<JsonNode> compared = api.drift();
    if (compared.isEmpty()) {
      verb.commandLine()
          .getErr()
          .println("ztp: no machine was compared with its roles yet: ztp drift MACHINE --now");
    }
    for (JsonNode item : compared) {
      String status = item.path("status").asString();
      drifted += status.equals("none") ? 0 : 1;
      System.out.printf(
          "%-22s %-8s %s  %s%n",
          item.path("label").asString(),
          status,
          item.path("at").asString(),
          EntryLine.plain(item.path("text").asString()));
    }
    return drifted == 0 ? 0 : 1;
  }

  private static JsonNode compared(ApiClient api, String machine)
      throws IOException, InterruptedException {
    String before = api.part(machine, "drift").path("at").asString("");
    api.ask(machine, "drift", Map.of());
    long end = System.nanoTime() + WITHIN.toNanos();
    while (System.nanoTime() < end) {
      JsonNode drift = api.part(machine, "drift");
      if (!drift.path("at").asString("").equals(before)) {
        return drift;
      }
      Thread.sleep(LOOK);
    }
    throw new IOException(machine + " was not compared within " + WITHIN.toMinutes() + " min");
  }

  private static void print(JsonNode drift) {
    if (!drift.path("text").isString()) {
      System.out.println(drift.path("label").asString() + " was not compared yet; see --now");
      return;
    }
    System.out.println(
        "%s %s (%s)"
            .formatted(
                drift.path("label").asString(),
                EntryLine.plain(drift.path("text").asString()),
                drift.path("at").asString()));
    for (JsonNode change : drift.path("changes")) {
      System.out.println(
          "  %s: %s %s: %s"
              .formatted(
                  change.path("role").asString(),
                  change.path("resource").asString(),
                  change.path("action").asString(),
                  EntryLine.plain(change.path("text").asString())));
      change
          .path("diff")
          .asString("")
          .lines()
          .map(EntryLine::plain)
          .forEach(line -> System.out.println("    " + line));
    }
  }
}
