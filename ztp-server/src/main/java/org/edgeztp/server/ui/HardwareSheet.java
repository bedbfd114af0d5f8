package org.edgeztp.server.ui;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.Platform;

/** What a machine is made of, as a page shows it. */
record HardwareSheet(List<Fact> facts, List<DiskLine> disks, List<NicLine> nics) {
  /**
   * @param code whether it is one that programs write, such as an address
   */
  record Fact(String label, String value, boolean code) {}

  record DiskLine(String name, String size, String model, String serial, String holds) {}

  record NicLine(String name, String mac, String link, String neighbour) {}

  static HardwareSheet of(Hardware hardware) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "Made by", "%s %s".formatted(hardware.vendor(), hardware.product()).strip());
    Optional<Platform> platform = hardware.platform();
    String model = platform.flatMap(Platform::processor).map(Platform.Processor::model).orElse("");
    if (hardware.cpus() > 0) {
      add(
          facts,
          "Processors",
          model.isEmpty() ? "" + hardware.cpus() : hardware.cpus() + " × " + model);
      add(facts, "Memory", size(hardware.memoryBytes()));
    }
    add(
        facts,
        "Firmware",
        hardware.firmware().toUpperCase(Locale.ROOT)
            + platform
                .flatMap(Platform::release)
                .map(release -> " " + release.vendor() + " " + release.version())
                .orElse(""));
    platform
        .map(Platform::accelerators)
        .filter(cards -> !cards.isEmpty())
        .ifPresent(cards ->
            add(
                facts,
                "Accelerators",
                cards.stream().map(Platform.Accelerator::id).collect(joining(", "))));
    platform.flatMap(Platform::tpm).ifPresent(version -> add(facts, "TPM", version));
    platform
        .flatMap(Platform::controller)
        .ifPresent(bmc -> add(facts, "Management controller", bmc.address()));
    hardware.tests().ifPresent(results -> add(facts, "Tests", results.summary()));
    return new HardwareSheet(
        List.copyOf(facts),
        hardware.disks().stream().map(HardwareSheet::line).toList(),
        hardware.nics().stream().map(HardwareSheet::line).toList());
  }

  /** As people say it: 480 GB disks are sold by powers of ten, and memory by powers of two. */
  static String size(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return value < 10 && value != Math.rint(value)
        ? "%.1f %s".formatted(value, units[unit])
        : "%.0f %s".formatted(value, units[unit]);
  }

  private static void add(List<Fact> facts, String label, String value) {
    if (!value.isEmpty()) {
      facts.add(new Fact(label, value, false));
    }
  }

  private static DiskLine line(Disk disk) {
    String holds =
        disk.holds().stream()
            .map(volume -> volume.label().isEmpty() ? volume.type() : volume.label())
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(joining(", "));
    return new DiskLine(
        disk.name(),
        size(disk.bytes()),
        "%s %s %s".formatted(disk.vendor(), disk.model(), disk.transport()).strip(),
        disk.serial(),
        holds);
  }

  private static NicLine line(Nic nic) {
    String speed =
        nic.speed() == 0
            ? "link"
            : nic.speed() >= 1000 ? nic.speed() / 1000 + " Gbit/s" : nic.speed() + " Mbit/s";
    return new NicLine(
        nic.name(),
        nic.mac().value(),
        nic.up() ? speed : "no link",
        nic.neighbour().map(Nic.Neighbour::toString).orElse(""));
  }
}
