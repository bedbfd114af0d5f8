package org.edgeztp.inventory.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.TestResults.Health;

/**
 * What rules can ask of a machine. A rule writes its name in lower case; what it is compared with
 * is a pattern, a number or a size in bytes.
 */
public enum Fact implements Trait {
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
  NICS(Measure.NUMBER),
  /** The model of its processors. */
  CPU(Measure.TEXT),
  /** How its disks are attached: {@code nvme}, {@code sata}, {@code sas}, {@code virtio}. */
  TRANSPORT(Measure.TEXT),
  /** The drivers of its network cards. */
  DRIVER(Measure.TEXT),
  /** The speed of its fastest link, in Mbit/s. */
  SPEED(Measure.NUMBER),
  /** The names of the switches that it is plugged into. */
  SWITCH(Measure.TEXT),
  /** The ports there, by number or name and by what people call them. */
  PORT(Measure.TEXT),
  /** How many display and processing accelerators it has. */
  GPUS(Measure.NUMBER),
  /** Their makers and devices, as PCI numbers them: {@code 10de:20b0}. */
  GPU(Measure.TEXT),
  /** The version of its trusted platform module. */
  TPM(Measure.TEXT),
  /** Sectors that its disks replaced, all together; from its tests, as are the next two. */
  REALLOCATED(Measure.NUMBER),
  /** Percent of its life that its most worn disk has used. */
  WEAR(Measure.NUMBER),
  /** Of a download from the server, in Mbit/s. */
  THROUGHPUT(Measure.NUMBER);

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

  /**
   * What the machine tells: texts, or digits.
   *
   * @return empty when it has not told; a list without items when it has told that there are none
   */
  @Override
  public Optional<List<String>> of(Machine machine) {
    Optional<Hardware> hardware = machine.hardware();
    return switch (this) {
      case MAC -> Optional.of(List.of(machine.mac().value()));
      case UUID -> machine.uuid().map(List::of);
      case SERIAL -> machine.serial().map(List::of);
      case FIRMWARE -> hardware.flatMap(known -> text(known.firmware()));
      case VENDOR -> hardware.flatMap(known -> text(known.vendor()));
      case MODEL -> hardware.flatMap(known -> text(known.product()));
      case CPUS -> hardware.map(known -> number(known.cpus()));
      case MEMORY -> hardware.map(known -> number(known.memoryBytes()));
      case DISKS -> hardware.map(known -> number(known.disks().size()));
      case DISK -> hardware.map(known -> number(most(known.disks(), Disk::bytes)));
      case NICS -> hardware.map(known -> number(known.nics().size()));
      case CPU ->
          hardware
              .flatMap(Hardware::platform)
              .flatMap(Platform::processor)
              .flatMap(known -> text(known.model()));
      case TRANSPORT -> hardware.map(known -> texts(known.disks(), Disk::transport));
      case DRIVER -> hardware.map(known -> texts(known.nics(), Nic::driver));
      case SPEED -> hardware.map(known -> number(most(known.nics(), Nic::speed)));
      case SWITCH -> hardware.map(known -> texts(neighbours(known), Nic.Neighbour::system));
      case PORT ->
          hardware.map(known ->
              Stream.of(
                      texts(neighbours(known), Nic.Neighbour::port),
                      texts(neighbours(known), Nic.Neighbour::description))
                  .flatMap(List::stream)
                  .toList());
      case GPUS ->
          hardware.flatMap(Hardware::platform).map(known -> number(known.accelerators().size()));
      case GPU ->
          hardware
              .flatMap(Hardware::platform)
              .map(known -> texts(known.accelerators(), Platform.Accelerator::id));
      case REALLOCATED ->
          health(hardware)
              .map(known -> number(known.stream().mapToLong(Health::reallocated).sum()));
      case WEAR -> health(hardware).map(known -> number(most(known, Health::wear)));
      case THROUGHPUT ->
          hardware.flatMap(Hardware::tests).flatMap(TestResults::throughput).map(Fact::number);
      case TPM -> hardware.flatMap(Hardware::platform).map(known -> known.tpm().stream().toList());
    };
  }

  @Override
  public boolean isShared() {
    return this != MAC && this != UUID && this != SERIAL;
  }

  private static Optional<List<Health>> health(Optional<Hardware> hardware) {
    return hardware
        .flatMap(Hardware::tests)
        .map(known -> known.disks().stream().flatMap(disk -> disk.health().stream()).toList());
  }

  private static Optional<List<String>> text(String told) {
    return told.isEmpty() ? Optional.empty() : Optional.of(List.of(told));
  }

  private static List<String> number(long told) {
    return List.of(String.valueOf(told));
  }

  /** What the parts tell, each once; by hand, as listings ask it of every machine. */
  private static <T> List<String> texts(List<T> parts, Function<T, String> told) {
    List<String> texts = new ArrayList<>(parts.size());
    for (T part : parts) {
      String text = told.apply(part);
      if (!text.isEmpty() && !texts.contains(text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static <T> long most(List<T> parts, ToLongFunction<T> measure) {
    return parts.stream().mapToLong(measure).max().orElse(0);
  }

  private static List<Nic.Neighbour> neighbours(Hardware hardware) {
    return hardware.nics().stream().flatMap(nic -> nic.neighbour().stream()).toList();
  }
}
