package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;

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

  @TempDir Path folder;

  @Test
  void losesNoGroupThatWasReportedAsKept() throws IOException {
    List<Integer> kept = new ArrayList<>();
    try (Reports reports = keeper()) {
      for (String report = reports.next(); !report.equals(Reports.DEAD); report = reports.next()) {
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
      for (; !report.equals(Reports.DEAD); report = reports.next()) {
        kept.add(Integer.parseInt(report));
      }
    }

    assertThat(found()).containsAll(leases(kept));
    assertThat(found().size() - kept.size() * GROUP)
        .as("leases nobody was told of, but for the group it was killed in")
        .isIn(0, GROUP);
  }

  private Reports keeper() throws IOException {
    return Reports.of(Keeper.class, folder.toString());
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

  /** Keeps group after group and reports each when it is kept, until it is killed. */
  static final class Keeper {
    private Keeper() {}

    public static void main(String[] arguments) throws IOException {
      var folder = Path.of(arguments[0]);
      try (var store = new JournalledLeaseStore(folder, new MemoryLeaseStore(), () -> {})) {
        for (int number = 1; ; number++) {
          Reports.tell(report(store, number));
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
