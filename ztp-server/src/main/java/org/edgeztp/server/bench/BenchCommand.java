package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.edgeztp.server.cli.Terminal;
import picocli.CommandLine.Command;

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

  @Command(name = "dhcp", description = "Four-way exchanges, beside Kea and dnsmasq (4 minutes)")
  int dhcp() throws IOException, InterruptedException {
    try (Stage stage = Stage.raise("ztp-bench-dhcp", home)) {
      return write(new DhcpBench(stage, terminal::line).run());
    }
  }

  private int write(Section section) throws IOException {
    section.writeInto(home.resolve("ztp-server/BENCHMARKS.md"));
    terminal.line("");
    section.lines().forEach(terminal::line);
    return 0;
  }
}
