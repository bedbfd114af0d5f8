package org.edgeztp.inventory.machine;

import java.util.Locale;
import java.util.Optional;

/**
 * What rules can ask of a machine. A rule writes its name in lower case; what it is compared with
 * is a pattern, a number or a size in bytes.
 */
public enum Fact {
  /** The address it boots from: {@code 52:54:00:77:00:01}. */
  MAC(Measure.TEXT),
  UUID(Measure.TEXT),
  SERIAL(Measure.TEXT),
  /** {@code bios}, {@code uefi} or {@code onie}. */
  FIRMWARE(Measure.TEXT),
  VENDOR(Measure.TEXT),
  MODEL(Measure.TEXT),
  CPUS(Measure.NUMBER),
  MEMORY(Measure.BYTES),
  /** How many disks it has. */
  DISKS(Measure.NUMBER),
  /** The size of its largest disk. */
  DISK(Measure.BYTES),
  /** How many network cards it has. */
  NICS(Measure.NUMBER);

  /** What values of a fact are. */
  enum Measure {
    TEXT,
    NUMBER,
    BYTES
  }

  final Measure measure;

  Fact(Measure measure) {
    this.measure = measure;
  }

  /** As rules write it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the machine tells: a text, or digits; empty when it has not told it. */
  Optional<String> of(Machine machine) {
    Optional<Hardware> hardware = machine.hardware();
    Optional<String> told =
        switch (this) {
          case MAC -> Optional.of(machine.mac().value());
          case UUID -> machine.uuid();
          case SERIAL -> machine.serial();
          case FIRMWARE -> hardware.map(Hardware::firmware);
          case VENDOR -> hardware.map(Hardware::vendor);
          case MODEL -> hardware.map(Hardware::product);
          case CPUS -> hardware.map(known -> String.valueOf(known.cpus()));
          case MEMORY -> hardware.map(known -> String.valueOf(known.memoryBytes()));
          case DISKS -> hardware.map(known -> String.valueOf(known.disks().size()));
          case DISK -> hardware.map(known -> String.valueOf(largest(known)));
          case NICS -> hardware.map(known -> String.valueOf(known.nics().size()));
        };
    return told.filter(text -> !text.isEmpty());
  }

  private static long largest(Hardware hardware) {
    return hardware.disks().stream().mapToLong(Disk::bytes).max().orElse(0);
  }
}
