package org.edgeztp.server.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ztp mirror}: the package archives that machines are given. */
@Command(
    name = "mirror",
    synopsisSubcommandLabel = "COMMAND",
    description = "Have a package archive stay as it is, so that machines get the same packages")
public final class MirrorCommand {
  private static final String MIRRORS = "/api/v1/mirrors";

  @Command(name = "list", description = "The archives, and since when one stays as it is")
  void list(@Mixin ServerOption server, @Mixin OutputOption output)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      output.list(api.list("mirrors", ""), all -> Cells.of("mirrors", all).table(all));
    }
  }

  @Command(
      name = "pin",
      description = {
        "Have an archive stay as it is now: machines get the signed indexes that the mirror has,"
            + " whatever its upstream publishes, and the packages that these name",
        "What was not fetched yet is fetched as long as the upstream has it; what was stays on the"
            + " disk, beyond its limit.",
        "With --date it gets the state of that day from the snapshots that its upstream keeps"
            + " (repository.snapshots of the configuration), which lack nothing."
      })
  void pin(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME", description = "As in mirrors of the configuration")
          String name,
      @Option(
              names = "--date",
              paramLabel = "DATE",
              description = "Of the state that it gets, as 2026-11-01; what is here by default")
          @Nullable LocalDate day)
      throws IOException, InterruptedException {
    set(
        server,
        output,
        day == null
            ? Map.of("name", name, "pinned", true)
            : Map.of("name", name, "pinned", true, "day", day.toString()));
  }

  @Command(name = "unpin", description = "Have an archive follow its upstream again")
  void unpin(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME") String name)
      throws IOException, InterruptedException {
    set(server, output, Map.of("name", name, "pinned", false));
  }

  private static void set(ServerOption server, OutputOption output, Map<String, Object> asked)
      throws IOException, InterruptedException {
    try (ApiConnection api = server.connection()) {
      JsonNode set = api.send("POST", MIRRORS, asked);
      output.print(set, List.of(set), items -> Cells.of("mirrors", items).table(items));
    }
  }
}
