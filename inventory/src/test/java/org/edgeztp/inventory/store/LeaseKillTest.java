package org.edgeztp.inventory.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.LeaseStoreException;
import org.edgeztp.inventory.machine.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that keeps leases as fast as it can, until its disk is full or it is killed. */
class LeaseKillTest {
  private static final int GROUP = 20;
  private static final int ENOUGH = 200;

  /** Less than the groups of the test take. */
  private static final int ROOM = 100_000;

  private static final String REFUSED = "refused";
  private static final String DEAD = "dead";

  @TempDir Path folder;

  @Test
  void losesNoGroupThatWasReportedAsKept() throws IOException {
    List<Integer> kept = new ArrayList<>();
    try (Reports reports = keeper()) {
      for (String report = reports.next(); !report.equals(DEAD); report = reports.next()) {
        kept.add(Integer.parseInt(report));
        if (kept.size() == ENOUGH) {
          reports.kill();
        }
      }
    }

    assertThat(kept).hasSizeGreaterThanOrEqualTo(ENOUGH);
    assertThat(found()).containsAll(leases(kept));
    assertThat(found().size() % GROUP).as("half a group").isZero();
  }

  @Test
  void keepsNothingOfAGroupThatAFullDiskRefusedAndGoesOnWhenThereIsRoom()
      throws IOException, InterruptedException {
    List<Integer> kept = new ArrayList<>();
    try (Reports reports = keeper()) {
      kept.add(Integer.parseInt(reports.next()));
      reports.limitFiles(String.valueOf(ROOM));
      String report = reports.next();
      for (; !report.equals(REFUSED); report = reports.next()) {
        kept.add(Integer.parseInt(report));
      }
      reports.limitFiles("unlimited");
      while (report.equals(REFUSED)) {
        report = reports.next();
      }
      reports.kill();
      for (; !report.equals(DEAD); report = reports.next()) {
        kept.add(Integer.parseInt(report));
      }
    }

    assertThat(found()).containsAll(leases(kept));
    assertThat(found().size() - kept.size() * GROUP)
        .as("leases nobody was told of, but for the group it was killed in")
        .isIn(0, GROUP);
  }

  private Reports keeper() throws IOException {
    return new Reports(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Keeper.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  private List<Lease> found() throws IOException {
    try (var store = new JournalledLeaseStore(folder, new MemoryLeaseStore(), () -> {})) {
      return store.load();
    }
  }

  private static List<Lease> leases(List<Integer> groups) {
    return groups.stream().map(LeaseKillTest::group).flatMap(List::stream).toList();
  }

  private static List<Lease> group(int number) {
    return IntStream.range(0, GROUP)
        .mapToObj(n ->
            new Lease(
                Ipv4.of((10 << 24) | number * GROUP + n),
                Identity.of(new MacAddress("52:54:00:77:00:01")),
                Instant.ofEpochSecond(number),
                LeaseState.ACTIVE))
        .toList();
  }

  /** What the process says of each group, line by line; its log lies between. */
  private record Reports(Process process, BufferedReader lines) implements AutoCloseable {
    private static final String MARK = "group ";

    Reports(Process process) {
      this(process, process.inputReader(UTF_8));
    }

    String next() throws IOException {
      String line = lines.readLine();
      while (line != null && !line.startsWith(MARK)) {
        line = lines.readLine();
      }
      return line == null ? DEAD : line.substring(MARK.length());
    }

    /** By its handle, as the process itself would close the stream that is being read. */
    void kill() {
      process.toHandle().destroyForcibly();
    }

    /** A write past this size fails as one to a full disk does, after what there was room for. */
    void limitFiles(String bytes) throws IOException, InterruptedException {
      var prlimit =
          new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=" + bytes + ":");
      assertThat(prlimit.inheritIO().start().waitFor()).isZero();
    }

    @Override
    public void close() {
      kill();
    }
  }

  /** Keeps group after group and reports each when it is kept, until it is killed. */
  static final class Keeper {
    private Keeper() {}

    public static void main(String[] arguments) throws IOException {
      var folder = Path.of(arguments[0]);
      try (var store = new JournalledLeaseStore(folder, new MemoryLeaseStore(), () -> {})) {
        for (int number = 1; ; number++) {
          System.out.println(Reports.MARK + report(store, number));
        }
      }
    }

    private static String report(JournalledLeaseStore store, int number) {
      try {
        store.save(group(number));
        return String.valueOf(number);
      } catch (LeaseStoreException e) {
        return REFUSED;
      }
    }
  }
}
