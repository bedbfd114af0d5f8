package org.edgeztp.server.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.Postgresql;
import org.edgeztp.server.cli.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ztp bench}: measures the server beside its peers. */
@Command(
    name = "bench",
    description = {
      "Measure this server beside the daemons people use today, and write the table into"
          + " ztp-server/BENCHMARKS.md. Nothing else should run on the machine meanwhile."
    })
public final class BenchCommand {
  private final Terminal terminal = Terminal.ofSystem();
  private final Path home =
      Path.of(System.getProperty("ztp.home", ".")).toAbsolutePath().normalize();

  @Command(name = "dhcp", description = "Four-way exchanges, beside Kea and dnsmasq (3 minutes)")
  int dhcp() throws IOException, InterruptedException {
    try (Stage stage = Stage.raise("ztp-bench-dhcp", home)) {
      return write(new DhcpBench(stage, terminal::line).run());
    }
  }

  @Command(
      name = "start",
      description = "Time to the first lease, and memory, beside Kea and dnsmasq (2 minutes)")
  int start() throws IOException, InterruptedException {
    try (Stage stage = Stage.raise("ztp-bench-start", home)) {
      return write(new StartBench(stage, terminal::line).run());
    }
  }

  @Command(
      name = "tftp",
      description = "Files by TFTP, beside dnsmasq, atftpd and tftpd-hpa (4 minutes)")
  int tftp() throws IOException, InterruptedException {
    try (Stage stage = Stage.raise("ztp-bench-tftp", home)) {
      return write(new TftpBench(stage, terminal::line).run());
    }
  }

  @Command(name = "http", description = "Boot scripts and images, beside nginx (1 minute)")
  int http() throws IOException, InterruptedException {
    try (Stage stage = Stage.raise("ztp-bench-http", home)) {
      return write(new HttpBench(stage, terminal::line).run());
    }
  }

  @Command(
      name = "api",
      description = "The API over a database full of machines and their timelines (10 minutes)")
  int api(
      @Option(
              names = "--machines",
              paramLabel = "N",
              defaultValue = "100000",
              description = "How many (default: ${DEFAULT-VALUE}); fewer for a trial")
          int machines,
      @Option(
              names = "--rows",
              paramLabel = "N",
              defaultValue = "10000000",
              description = "Entries of all timelines together (default: ${DEFAULT-VALUE})")
          long rows,
      @Option(
              names = "--database",
              paramLabel = "KIND",
              defaultValue = "h2",
              description = "h2 or postgresql (default: ${DEFAULT-VALUE})")
          ApiDatabase database,
      @Option(
              names = "--heap",
              paramLabel = "SIZE",
              defaultValue = "256m",
              description = "Of the server (default: ${DEFAULT-VALUE}), which ZTP_HEAP gives it")
          String heap)
      throws IOException, InterruptedException {
    try (Stage stage = Stage.raise("ztp-bench-api", home)) {
      var size = new ApiBench.Size(machines, rows, database, heap);
      return write(new ApiBench(stage, size, terminal::line).run());
    }
  }

  @Command(name = "api-fill", hidden = true, description = "The database of one benchmark")
  int apiFill(
      @Parameters(index = "0", paramLabel = "FILE|URL") String database,
      @Parameters(index = "1", paramLabel = "MACHINES") int machines,
      @Parameters(index = "2", paramLabel = "ENTRIES") int entries)
      throws SQLException {
    boolean served = database.startsWith("postgresql:");
    try (Database filled =
        served
            ? Database.open(new Postgresql(database, ApiDatabase.USER, Optional.empty()))
            : Database.open(Path.of(database))) {
      new ApiFill(filled, terminal::line).fill(machines, entries);
    }
    if (!served) {
      terminal.line("  compacting, which H2 would do in the next quarter of an hour");
      ApiFill.compact(Path.of(database));
    }
    return 0;
  }

  @Command(name = "api-load", hidden = true, description = "The clients of one benchmark")
  int apiLoad(
      @Parameters(index = "0", paramLabel = "URL") URI server,
      @Parameters(index = "1", paramLabel = "TOKEN-FILE") Path token,
      @Parameters(index = "2", paramLabel = "MACHINES") int machines)
      throws IOException, InterruptedException {
    var load = new ApiLoad(server, Files.readString(token).strip(), machines);
    for (ApiQuestion question : ApiQuestion.values()) {
      terminal.line(load.ask(question).line());
    }
    terminal.line(load.change().line());
    return 0;
  }

  @Command(name = "tftp-serve", hidden = true, description = "The TFTP room alone")
  int tftpServe(@Parameters(paramLabel = "FOLDER") Path folder)
      throws IOException, InterruptedException {
    TftpSubject.serve(folder);
    return 0;
  }

  @Command(name = "tftp-load", hidden = true, description = "The clients of one benchmark")
  int tftpLoad(
      @Parameters(index = "0", paramLabel = "FILE") Path file,
      @Parameters(index = "1", paramLabel = "CLIENTS") int clients,
      @Parameters(index = "2", paramLabel = "BLKSIZE") int blockSize,
      @Parameters(index = "3", paramLabel = "WINDOWSIZE") int window,
      @Parameters(index = "4", paramLabel = "ROUNDS") int rounds)
      throws IOException {
    var server = new InetSocketAddress(Stage.SERVER, TftpSubject.PORT);
    var plan = new TftpLoad.Plan(server, file.getFileName().toString(), clients, blockSize, window);
    TftpLoad.rounds(plan, file, rounds).forEach(result -> terminal.line(result.line()));
    return 0;
  }

  private int write(Section section) throws IOException {
    section.writeInto(home.resolve("ztp-server/BENCHMARKS.md"));
    terminal.line("");
    section.lines().forEach(terminal::line);
    return 0;
  }
}
