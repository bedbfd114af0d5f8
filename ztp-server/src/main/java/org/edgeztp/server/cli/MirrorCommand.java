package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            + " disk, beyond its limit."
      })
  void pin(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME", description = "As in mirrors of the configuration")
          String name)
      throws IOException, InterruptedException {
    set(server, output, name, true);
  }

  @Command(name = "unpin", description = "Have an archive follow its upstream again")
  void unpin(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME") String name)
      throws IOException, InterruptedException {
    set(server, output, name, false);
  }

  private static void set(ServerOption server, OutputOption output, String name, boolean pinned)
      throws IOException, InterruptedException {
    try (ApiConnection api = server.connection()) {
      JsonNode set = api.send("POST", MIRRORS, Map.of("name", name, "pinned", pinned));
      output.print(set, List.of(set), items -> Cells.of("mirrors", items).table(items));
    }
  }
}
