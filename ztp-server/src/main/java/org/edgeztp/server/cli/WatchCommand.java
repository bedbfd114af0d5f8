package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ztp watch}: follows the machines until each is in service, failed or retired. */
@Command(name = "watch", description = "Follow machines as they move, with progress bars")
public final class WatchCommand implements Callable<Integer> {
  @Mixin private final ServerOption server = new ServerOption();

  @Option(names = "--all", description = "Also show what moves no machine: packets, checks")
  private boolean all;

  @Option(names = "--until", paramLabel = "N", description = "End when N machines have settled")
  private @Nullable Integer until;

  @Option(
      names = "--since",
      paramLabel = "SEQ",
      description = "Begin behind this entry of the timeline: 0 with all there is (default: now)")
  private @Nullable Long since;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      long from = since == null ? api.newest() : since;
      var watch = new Watch(Terminal.ofSystem(), all);
      return watch.follow(api, until == null ? Integer.MAX_VALUE : until, from) ? 0 : 1;
    }
  }
}
