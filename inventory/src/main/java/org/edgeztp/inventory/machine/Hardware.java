package org.edgeztp.inventory.machine;

import java.util.List;
import java.util.Optional;

/**
 * What a machine is made of, by its own report: from the ramdisk, or through ONIE, which tells of a
 * switch's platform and neither of its processors nor of its memory.
 *
 * @param cpus 0 where none are told of, as is the memory
 * @param firmware {@code bios}, {@code uefi} or {@code onie}
 * @param vendor SMBIOS system manufacturer; empty where the board tells none, as are the next three
 * @param platform what else a server tells; empty where it was inspected by an earlier version
 * @param onie what a switch tells; this is what makes a machine a switch
 * @param tests what came of testing it; empty until it was, and again when a part of it changed
 */
public record Hardware(
    int cpus,
    long memoryBytes,
    String firmware,
    String vendor,
    String product,
    String serial,
    String uuid,
    List<Disk> disks,
    List<Nic> nics,
    Optional<Platform> platform,
    Optional<SwitchFacts> onie,
    Optional<TestResults> tests) {
  public Hardware {
    disks = List.copyOf(disks);
    nics = List.copyOf(nics);
  }

  /** As an inspection finds it: not tested. */
  public Hardware(
      int cpus,
      long memoryBytes,
      String firmware,
      String vendor,
      String product,
      String serial,
      String uuid,
      List<Disk> disks,
      List<Nic> nics,
      Optional<Platform> platform,
      Optional<SwitchFacts> onie) {
    this(
        cpus,
        memoryBytes,
        firmware,
        vendor,
        product,
        serial,
        uuid,
        disks,
        nics,
        platform,
        onie,
        Optional.empty());
  }

  /** The same, with what came of testing it. */
  public Hardware with(Optional<TestResults> results) {
    return new Hardware(
        cpus,
        memoryBytes,
        firmware,
        vendor,
        product,
        serial,
        uuid,
        disks,
        nics,
        platform,
        onie,
        results);
  }

  /** The same, with the results of an earlier inspection as long as nothing is otherwise. */
  public Hardware after(Hardware before) {
    return Difference.between(before, this).isEmpty() ? with(before.tests()) : this;
  }

  /** A switch's, whose management port has the address. */
  public static Hardware ofSwitch(SwitchFacts facts, MacAddress management) {
    return new Hardware(
        0,
        0,
        "onie",
        facts.vendor(),
        facts.model(),
        facts.serial(),
        "",
        List.of(),
        List.of(new Nic("eth0", management, true, "", "", 0, Optional.empty())),
        Optional.empty(),
        Optional.of(facts));
  }

  public String summary() {
    return onie.map(Hardware::summary).orElseGet(this::serverSummary);
  }

  private static String summary(SwitchFacts facts) {
    return "switch %s, serial %s%s"
        .formatted(
            facts.platform(),
            facts.serial().isEmpty() ? "unknown" : facts.serial(),
            facts.version().isEmpty() ? "" : ", ONIE " + facts.version());
  }

  private String serverSummary() {
    long gib = disks.stream().mapToLong(Disk::bytes).sum() >> 30;
    return "%d CPU, %d MiB memory, %d disk(s) of %d GiB, %s"
        .formatted(cpus, memoryBytes >> 20, disks.size(), gib, firmware);
  }
}
