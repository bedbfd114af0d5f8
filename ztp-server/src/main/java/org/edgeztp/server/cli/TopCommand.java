package org.edgeztp.server.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ztp top}: how the site is, again and again. */
@Command(
    name = "top",
    description = {
      "Show how many machines are in which state, which need a person, which are on their way, and"
          + " what the last hour and the last day brought.",
      "On a terminal it goes on until Ctrl-C; elsewhere, and with -o json or yaml, it tells once."
    })
public final class TopCommand implements Callable<Integer> {
  private static final String FROM_THE_TOP = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_REST = "\u001b[J";
  private static final String CLEAR_ALL = "\u001b[2J";

  /** What the head, the table of states and the titles take of a screen. */
  private static final int FRAME = 16;

  private static final int USUAL = 8;

  @Mixin private final ServerOption server = new ServerOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "Between two looks (default: ${DEFAULT-VALUE})")
  private int interval = 2;

  @Option(names = "--lines", hidden = true, defaultValue = "${env:LINES:-0}")
  private int lines;

  private final InstantSource clock;

  public TopCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (interval < 1) {
      throw new IllegalArgumentException("--interval is a number of seconds from 1 on");
    }
    try (ApiClient api = server.client()) {
      if (output.screen().isTerminal() && output.isTable()) {
        follow(api);
      } else {
        Overview overview = Overview.ask(api, clock.instant(), USUAL);
        output.print(overview.told(), out -> overview.lines(output.screen()).forEach(out));
      }
    }
    return 0;
  }

  private void follow(ApiClient api) throws IOException, InterruptedException {
    int most = lines > FRAME ? Math.max(2, (lines - FRAME) / 2) : USUAL;
    System.out.print(CLEAR_ALL);
    while (!System.out.checkError()) {
      draw(look(api, most));
      Thread.sleep(Duration.ofSeconds(interval));
    }
  }

  /** A server that is away now may come again. */
  private List<String> look(ApiClient api, int most) throws IOException, InterruptedException {
    try {
      return Overview.ask(api, clock.instant(), most).lines(output.screen());
    } catch (Refused e) {
      throw e;
    } catch (IOException e) {
      return List.of("the server is away: " + e.getMessage());
    }
  }

  private static void draw(List<String> shown) {
    var picture = new StringBuilder(FROM_THE_TOP);
    shown.forEach(line -> picture.append(line).append(CLEAR_LINE).append('\n'));
    System.out.print(picture.append(CLEAR_REST));
    System.out.flush();
  }
}
