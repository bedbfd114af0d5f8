package org.edgeztp.server.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How soon a server that is started gives its first lease, and its memory with many of them. */
final class StartBench {
  private static final int LEASES = 10_000;

  /** What the slowest of the servers keeps up with. */
  private static final int RATE = 400;

  /** EdgeZTP's first one writes what makes later ones quick, and the second one checks it. */
  private static final int STARTS_BEFORE = 2;

  private record Row(DhcpContender server, double firstSeconds, long residentMiB) {}

  private final Stage stage;
  private final Perfdhcp load;
  private final Consumer<String> tell;

  StartBench(Stage stage, Consumer<String> tell) {
    this.stage = stage;
    this.load = new Perfdhcp(stage, LEASES);
    this.tell = tell;
  }

  Section run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (DhcpContender server : DhcpContender.values()) {
      if (server.installed()) {
        rows.add(measure(server));
        tell.accept("  " + rows.getLast());
      }
    }
    return section(rows);
  }

  private Row measure(DhcpContender server) throws IOException, InterruptedException {
    for (int i = 0; i < STARTS_BEFORE; i++) {
      try (Daemon _ = server.start(stage)) {
        load.firstAck(System.nanoTime());
      }
    }
    long begun = System.nanoTime();
    try (Daemon daemon = server.start(stage)) {
      double first = load.firstAck(begun);
      load.run(RATE, LEASES / RATE);
      return new Row(server, first, daemon.residentMiB());
    }
  }

  private static Section section(List<Row> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| server | first ACK after s | resident MiB |");
    lines.add("|---|---|---|");
    for (Row row : rows) {
      lines.add(
          "| %s | %.2f | %d |"
              .formatted(row.server().label(), row.firstSeconds(), row.residentMiB()));
    }
    lines.add("");
    lines.add(
        ("The first ACK after the command was run, to clients of which one asks every %d ms; EdgeZTP"
                + " by its launcher, with the cache that its first start leaves. Resident memory with"
                + " %d leases, given at %d a second.")
            .formatted(1000 / Perfdhcp.EAGER, LEASES, RATE));
    lines.add("");
    lines.add(Machine.describe() + ".");
    return new Section("Start and memory", lines);
  }
}
