package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ztp profile}, {@code ztp subnet} and the like: what {@code ztp get} shows of one kind. */
@Command(description = "List them, or show one; ztp get has all that the API lists.")
public final class NounCommand {
  private final String kind;

  /**
   * Of a kind.
   *
   * @param kind as the API names it
   */
  public NounCommand(String kind) {
    this.kind = kind;
  }

  @Command(name = "list", description = "A line each")
  void list(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Option(
              names = "--filter",
              paramLabel = "TERM",
              description = "What they must fit, each of it: what the API takes of them")
          @Nullable List<String> filter)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      GetCommand.list(api, kind, filter == null ? List.of() : filter, output);
    }
  }

  @Command(name = "show", description = "One alone")
  void show(
      @Mixin ServerOption server,
      @Mixin OutputOption output,
      @Parameters(paramLabel = "NAME") String name)
      throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      GetCommand.show(api, kind, name, output);
    }
  }
}
