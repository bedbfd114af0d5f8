package org.edgeztp.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code ztp apply}: gives a running server other profiles and rules. */
@Command(
    name = "apply",
    description = {
      "Put a file's profiles and rules in force, in place of all that the server follows, and say"
          + " what that changes. They stay in force over restarts.",
      "Machines that have a profile keep it, and get what it says now when they are next deployed."
    })
public final class ApplyCommand implements Callable<Integer> {
  @Mixin private final ServerOption server = new ServerOption();

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(names = "--dry-run", description = "Say what would change and change nothing")
  private boolean dryRun;

  /** What to put in force. */
  static final class Source {
    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "YAML with 'profiles' and 'rules', as in the configuration")
    private @Nullable Path file;

    @Option(names = "--reset", description = "Follow the configuration's again")
    private boolean reset;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Object> wish = new HashMap<>(Map.of("dryRun", dryRun, "reset", source.reset));
    if (source.file != null) {
      wish.put("text", Files.readString(source.file));
      wish.put("name", source.file.getFileName().toString());
    }
    try (ApiClient api = server.client()) {
      JsonNode change = api.policy(wish);
      change.path("changes").forEach(ApplyCommand::print);
      change.path("machines").forEach(ApplyCommand::print);
      System.out.println(
          change.path("changes").isEmpty()
              ? "nothing differs"
              : dryRun ? "nothing was changed" : "in force");
      return 0;
    }
  }

  private static void print(JsonNode line) {
    System.out.println(EntryLine.plain(line.asString()));
  }
}
