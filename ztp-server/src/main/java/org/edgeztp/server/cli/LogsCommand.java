package org.edgeztp.server.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ztp logs}: what ramdisk, installer, system and push wrote in a run of a machine. */
@Command(
    name = "logs",
    description = "Show what ramdisk, installer, system and push wrote in a run of a machine")
public final class LogsCommand implements Callable<Integer> {
  @Spec private CommandSpec verb = CommandSpec.create();

  @Mixin private final ServerOption server = new ServerOption();

  @Parameters(paramLabel = "MACHINE", description = "Its id, hostname, serial or MAC")
  private String machine = "";

  @Option(
      names = "--run",
      paramLabel = "N",
      description = "Of this run; of the newest by default that wrote anything")
  private @Nullable Integer run;

  @Option(
      names = "--source",
      paramLabel = "X",
      description = "Only of ramdisk, installer, syslog, serial or push")
  private @Nullable String source;

  @Option(
      names = "--step",
      paramLabel = "ROLE",
      description = "Only of this step of its plan (ztp plan)")
  private @Nullable String step;

  @Option(names = "--follow", description = "And what is written from now on, until Ctrl-C")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ApiClient api = server.client()) {
      var any = new AtomicBoolean();
      api.logs(
          machine,
          query(),
          (name, line) -> {
            any.set(true);
            System.out.printf("%-9s %s%n", name, EntryLine.plain(line));
          });
      if (!any.get()) {
        verb.commandLine().getErr().println("ztp: there is no log of " + asked());
      }
      return 0;
    }
  }

  /** What was asked for, as people say it. */
  private String asked() {
    return machine
        + (source == null ? "" : " from " + source)
        + (step == null ? "" : " in step " + step)
        + (run == null ? "" : " in run " + run);
  }

  private String query() {
    List<String> query = new ArrayList<>();
    if (run != null) {
      query.add("run=" + run);
    }
    if (source != null) {
      query.add("source=" + URLEncoder.encode(source, StandardCharsets.UTF_8));
    }
    if (step != null) {
      query.add("step=" + URLEncoder.encode(step, StandardCharsets.UTF_8));
    }
    if (follow) {
      query.add("follow=true");
    }
    return query.isEmpty() ? "" : "?" + String.join("&", query);
  }
}
