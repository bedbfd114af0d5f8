package org.edgeztp.server.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Four-way exchanges a second that a server completes without losing one, and what they cost it.
 */
final class DhcpBench {
  private static final int STEP_SECONDS = 3;
  private static final double STEP = 1.5;
  private static final double NEAR = 1.06;
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /** The best run of a server without a loss, and its figures at half that rate. */
  private record Row(
      DhcpContender server,
      int lossFree,
      double micros,
      double microsAtHalf,
      Perfdhcp.Delays delays,
      long residentMiB,
      int lost,
      long overruns) {}

  /** A run without a loss, and the processor time an exchange took of the server. */
  private record Step(Perfdhcp.Result result, double micros) {}

  private final Stage stage;
  private final Perfdhcp load;
  private final Consumer<String> tell;

  /** Packets lost in all runs that were measured of the server at hand. */
  private int lost;

  DhcpBench(Stage stage, Consumer<String> tell) {
    this.stage = stage;
    this.load = new Perfdhcp(stage, Perfdhcp.CLIENTS);
    this.tell = tell;
  }

  Section run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (DhcpContender server : DhcpContender.values()) {
      if (server.installed()) {
        tell.accept(server.label() + ":");
        rows.add(measure(server));
      } else {
        tell.accept(server.label() + " is not installed");
      }
    }
    return section(rows);
  }

  private Row measure(DhcpContender server) throws IOException, InterruptedException {
    try (Daemon daemon = server.start(stage)) {
      awaitAnswer(daemon);
      load.run(server.firstRate(), server.warmUpSeconds());
      lost = 0;
      long overruns = load.overruns();
      Step best = search(daemon, server.firstRate());
      int half = best.result().reached() / 2;
      Step atHalf = step(daemon, half);
      Perfdhcp.Delays delays = load.delays(half, STEP_SECONDS);
      var row =
          new Row(
              server,
              best.result().reached(),
              best.micros(),
              atHalf.micros(),
              delays,
              daemon.residentMiB(),
              lost,
              load.overruns() - overruns);
      tell.accept("  " + row);
      return row;
    }
  }

  private void awaitAnswer(Daemon daemon) throws IOException, InterruptedException {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (load.run(10, 1).acks() == 0) {
      daemon.mustRun();
      if (System.nanoTime() > end) {
        throw new IOException("no answer within " + START_LIMIT.toSeconds() + " s");
      }
    }
  }

  /** Up by half as much again until something is lost, then between the last two by halving. */
  private Step search(Daemon daemon, int first) throws IOException, InterruptedException {
    Step best = null;
    double good = first;
    double bad = 0;
    double rate = first;
    while (bad == 0 || bad / good > NEAR) {
      Step step = step(daemon, (int) rate);
      tell.accept(
          "  %d/s: %d/s completed, %d lost, %.0f us"
              .formatted((int) rate, step.result().reached(), step.result().lost(), step.micros()));
      if (step.result().lost() == 0) {
        best = step;
        good = rate;
        if (!step.result().atRate()) {
          return best;
        }
      } else {
        bad = rate;
        good = best == null ? rate / STEP : good;
      }
      if (rate < 10) {
        throw new IOException("it loses packets at any rate");
      }
      rate = bad == 0 ? good * STEP : (best == null ? good : Math.sqrt(good * bad));
    }
    if (best == null) {
      throw new IOException("it loses packets at any rate");
    }
    return best;
  }

  /** The better of two tries: a hiccup of the machine is not the server's. */
  private Step step(Daemon daemon, int rate) throws IOException, InterruptedException {
    Step first = once(daemon, rate);
    return first.result().lost() == 0 ? first : once(daemon, rate);
  }

  private Step once(Daemon daemon, int rate) throws IOException, InterruptedException {
    Duration before = daemon.cpu();
    Perfdhcp.Result result = load.run(rate, STEP_SECONDS);
    lost += result.lost();
    double micros = daemon.cpu().minus(before).toNanos() / 1000.0;
    return new Step(result, micros / Math.max(1, result.acks()));
  }

  private static Section section(List<Row> rows) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Row ours = rows.getFirst();
    lines.add(
        "| server | loss-free four-way/s | ratio | CPU us each | ratio | at half the rate: CPU us | p50 ms | p99 ms | resident MiB |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    for (Row row : rows) {
      lines.add(
          "| %s | %d | %.2f | %.0f | %.2f | %.0f | %.2f | %.2f | %d |"
              .formatted(
                  row.server().label(),
                  row.lossFree(),
                  (double) ours.lossFree() / row.lossFree(),
                  row.micros(),
                  ours.micros() / row.micros(),
                  row.microsAtHalf(),
                  row.delays().median(),
                  row.delays().p99(),
                  row.residentMiB()));
    }
    lines.add("");
    lines.add(
        ("Ratios are EdgeZTP to the server of the row. %d clients behind one relay, perfdhcp on a core"
                + " of its own; %d s for each rate, the better of two tries. CPU is the server's own.")
            .formatted(Perfdhcp.CLIENTS, STEP_SECONDS));
    lines.add("");
    for (Row row : rows) {
      lines.add(
          ("- %s: %s; warmed up with %d exchanges a second for %d s; of %d packets lost in all"
                  + " its runs, %d were answers that found perfdhcp's receive buffer full")
              .formatted(
                  row.server().label(),
                  row.server().version(),
                  row.server().firstRate(),
                  row.server().warmUpSeconds(),
                  row.lost(),
                  row.overruns()));
    }
    lines.add("");
    lines.add(Machine.describe() + ".");
    return new Section("DHCP", lines);
  }
}
