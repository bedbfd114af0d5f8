package org.edgeztp.inventory.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.edgeztp.inventory.layout.Size;

/**
 * What the hardware of a machine has to stand before it is used, as its profile has it.
 *
 * @param load seconds for which all processors exercise the memory; 0 for not at all
 * @param surface how much of each disk is read
 * @param reallocated sectors that each disk may have replaced
 * @param wear percent of the life it was made for that each disk may have used
 * @param throughput Mbit/s that a download from the server has to reach; 0 for measuring it only
 * @param within deadline of all of it
 */
public record HardwareTests(
    long load, Surface surface, long reallocated, long wear, long throughput, Duration within) {
  /** How much of a disk is read. */
  public enum Surface {
    NONE,
    /** 512 MiB in 64 places, the beginning and the end among them. */
    SAMPLE,
    FULL
  }

  /** What is tested where nobody says otherwise: a minute or two. */
  public static final HardwareTests QUICK =
      new HardwareTests(30, Surface.SAMPLE, 0, 100, 0, Duration.ofMinutes(60));

  /** Whether the machine has to be tested for these. */
  public boolean areDue(Hardware hardware) {
    return hardware.tests().map(results -> !shortfalls(hardware, results).isEmpty()).orElse(true);
  }

  /** Where results fall short, what was not tested among it; empty when all is well. */
  public List<Shortfall> shortfalls(Hardware hardware, TestResults results) {
    List<Shortfall> found = new ArrayList<>();
    if (load > 0) {
      results
          .load()
          .filter(tested -> tested.seconds() >= load)
          .ifPresentOrElse(
              tested -> judge(tested, found),
              () -> untested("memory and processors were not exercised for " + load + " s", found));
    }
    results.disks().forEach(disk -> judge(disk, found));
    hardware.disks().stream()
        .filter(disk -> !results.of(disk).map(this::isEnough).orElse(false))
        .forEach(disk -> untested("disk " + disk.name() + " was not read", found));
    results
        .throughput()
        .ifPresentOrElse(
            speed -> judge(speed, found),
            () -> untested("the throughput from the server was not measured", found));
    return List.copyOf(found);
  }

  private static void judge(TestResults.Load tested, List<Shortfall> found) {
    String meanwhile =
        " while %s of memory was exercised for %d s"
            .formatted(Size.text(tested.memoryBytes()), tested.seconds());
    over(CauseCode.MEMORY_FAULTY, "memory", tested.errors(), "errors" + meanwhile, 0, found);
    over(
        CauseCode.PROCESSOR_FAULTY,
        "processors",
        tested.machineChecks(),
        "machine checks" + meanwhile,
        0,
        found);
    over(
        CauseCode.PROCESSOR_FAULTY,
        "processors",
        tested.throttled(),
        "times slowed down by heat" + meanwhile,
        0,
        found);
  }

  private void judge(TestResults.DiskResult disk, List<Shortfall> found) {
    disk.health().ifPresent(health -> judge(disk.label(), health, found));
    disk.surface()
        .ifPresent(read ->
            over(
                CauseCode.DISK_UNREADABLE,
                disk.label(),
                read.bad(),
                "blocks cannot be read, the first at byte " + read.first(),
                0,
                found));
  }

  private void judge(String disk, TestResults.Health health, List<Shortfall> found) {
    if (!health.passed()) {
      found.add(new Shortfall(CauseCode.DISK_FAILING, disk + ": it says itself that it fails"));
    }
    over(
        CauseCode.DISK_FAILING,
        disk,
        health.reallocated(),
        "reallocated sectors",
        reallocated,
        found);
    over(CauseCode.DISK_FAILING, disk, health.pending(), "unreadable sectors", 0, found);
    over(CauseCode.DISK_FAILING, disk, health.wear(), "percent of its life are used", wear, found);
  }

  private void judge(long speed, List<Shortfall> found) {
    if (speed < throughput) {
      found.add(
          new Shortfall(
              CauseCode.NETWORK_TOO_SLOW,
              "network: %d Mbit/s from the server, and %d are asked for"
                  .formatted(speed, throughput)));
    }
  }

  private boolean isEnough(TestResults.DiskResult result) {
    return switch (surface) {
      case NONE -> true;
      case SAMPLE -> result.surface().isPresent();
      case FULL -> result.surface().filter(read -> read.isWhole() || read.bad() > 0).isPresent();
    };
  }

  private static void over(
      CauseCode code,
      String part,
      long measured,
      String what,
      long allowed,
      List<Shortfall> found) {
    if (measured > allowed) {
      String limit = allowed == 0 ? "none" : String.valueOf(allowed);
      found.add(
          new Shortfall(
              code, part + ": " + measured + " " + what + ", and " + limit + " are allowed"));
    }
  }

  private static void untested(String sentence, List<Shortfall> found) {
    found.add(new Shortfall(CauseCode.TESTS_FAILED, sentence));
  }
}
