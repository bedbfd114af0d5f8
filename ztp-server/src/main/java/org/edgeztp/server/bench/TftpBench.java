package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** How fast files are read by TFTP, in five situations. */
final class TftpBench {
  private static final int ROUNDS = 2;

  private enum Row {
    LOCK_STEP("100 clients, 1 MiB, blksize 1468, lock step", 100, 1, 1468, 1),
    WINDOWS("100 clients, 1 MiB, blksize 1468, windowsize 16", 100, 1, 1468, 16),
    CROWD("1000 clients, 1 MiB, blksize 1468, windowsize 16", 1000, 1, 1468, 16),
    ALONE("1 client, 128 MiB, blksize 1468, windowsize 16", 1, 128, 1468, 16),
    OLD("100 clients, 1 MiB, blksize 512, lock step", 100, 1, 512, 1);

    private final String label;
    private final int clients;
    private final int mib;
    private final int blockSize;
    private final int window;

    Row(String label, int clients, int mib, int blockSize, int window) {
      this.label = label;
      this.clients = clients;
      this.mib = mib;
      this.blockSize = blockSize;
      this.window = window;
    }
  }

  private record Measured(TftpContender server, Row row, TftpResult result) {}

  private final Stage stage;
  private final Consumer<String> tell;
  private final List<Measured> measured = new ArrayList<>();

  TftpBench(Stage stage, Consumer<String> tell) {
    this.stage = stage;
    this.tell = tell;
  }

  Section run() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(stage.file("tftp"));
    for (int mib : List.of(1, 128)) {
      byte[] bytes = new byte[mib << 20];
      new Random(mib).nextBytes(bytes);
      Files.write(folder.resolve(mib + "MiB"), bytes);
    }
    for (TftpContender server : TftpContender.values()) {
      if (server.installed()) {
        for (Row row : Row.values()) {
          measure(server, row);
        }
      } else {
        tell.accept(server.label() + " is not there");
      }
    }
    return section();
  }

  /** A server is started for each row, as one of them does not survive every row. */
  private void measure(TftpContender server, Row row) throws IOException, InterruptedException {
    try (Daemon daemon = server.start(stage)) {
      int rounds = row == Row.CROWD || row == Row.ALONE ? 1 : ROUNDS;
      List<String> lines = load(row, rounds);
      List<TftpResult> runs = lines.stream().map(TftpResult::parse).toList();
      TftpResult best =
          Collections.max(
              runs,
              Comparator.comparingInt(TftpResult::served).thenComparingDouble(TftpResult::rate));
      measured.add(new Measured(server, row, best));
      tell.accept(
          "%s, %s: %.0f MiB/s, %.2f ms CPU per MiB, %d served, clients %.0f %% busy%s"
              .formatted(
                  server.label(),
                  row.label,
                  best.rate(),
                  best.cost(),
                  best.served(),
                  best.clientBusy() * 100,
                  daemon.alive() ? "" : "; the server died"));
    }
  }

  private List<String> load(Row row, int rounds) throws IOException, InterruptedException {
    Process load =
        stage
            .load(
                List.of(
                    stage.home().resolve("ztp").toString(),
                    "bench",
                    "tftp-load",
                    TftpContender.folder(stage) + "/" + row.mib + "MiB",
                    "" + row.clients,
                    "" + row.blockSize,
                    "" + row.window,
                    "" + rounds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = load.inputReader().readAllLines();
    if (load.waitFor() != 0 || lines.isEmpty()) {
      throw new IOException("the TFTP clients failed");
    }
    return lines;
  }

  private Section section() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| | server | MiB/s | ratio | server CPU ms/MiB | ratio | p99 s | served | clients busy |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    for (Row row : Row.values()) {
      List<Measured> ofRow = measured.stream().filter(one -> one.row() == row).toList();
      TftpResult ours = ofRow.getFirst().result();
      ofRow.forEach(one -> lines.add(line(row, one.server(), one.result(), ours)));
    }
    lines.add("");
    lines.add(
        "Ratios compare EdgeZTP with the server of the row; above 1 EdgeZTP is better. Best of "
            + ROUNDS
            + " rounds (of one for 1000 clients and for one) after 3 s of warm-up; server CPU is all processor time of the machine but the"
            + " clients'. Where the clients are near 100 % busy they are the limit, and CPU is what"
            + " counts. dnsmasq and tftpd-hpa know no windowsize and go on in lock step.");
    lines.add("");
    for (TftpContender server : TftpContender.values()) {
      if (server.installed()) {
        lines.add("- " + server.label() + ": " + server.version());
      }
    }
    lines.add("");
    lines.add(Machine.describe() + ".");
    return new Section("TFTP", lines);
  }

  private static String line(Row row, TftpContender server, TftpResult result, TftpResult ours) {
    if (result.served() == 0) {
      return "| %s | %s | - | - | - | - | - | 0 of %d | - |"
          .formatted(row.label, server.label(), result.clients());
    }
    return "| %s | %s | %.0f | %.2f | %.2f | %.2f | %.2f | %d of %d | %.0f %% |"
        .formatted(
            row.label,
            server.label(),
            result.rate(),
            ours.rate() / result.rate(),
            result.cost(),
            result.cost() / ours.cost(),
            result.p99(),
            result.served(),
            result.clients(),
            result.clientBusy() * 100);
  }
}
