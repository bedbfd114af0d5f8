package org.edgeztp.inventory.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.layout.Size;

/** Compares two inspections of a machine. Lives within one method. */
final class Comparison {
  private final List<Difference> found = new ArrayList<>();

  /** A part as it was and as it is; one of the two is missing of a part that went or came. */
  private record Pair<T>(Optional<T> before, Optional<T> after) {}

  static List<Difference> of(Hardware before, Hardware after) {
    var comparison = new Comparison();
    comparison.machines(before, after);
    pairs(before.disks(), after.disks(), Disk::identity, Disk::name).forEach(comparison::disk);
    pairs(before.nics(), after.nics(), nic -> nic.mac().value(), Nic::slot)
        .forEach(comparison::nic);
    if (before.platform().isPresent() && after.platform().isPresent()) {
      comparison.platforms(before.platform().get(), after.platform().get());
    }
    return List.copyOf(comparison.found);
  }

  private void machines(Hardware before, Hardware after) {
    became("vendor", before.vendor(), after.vendor());
    became("product", before.product(), after.product());
    became("serial number", before.serial(), after.serial());
    became("UUID", before.uuid(), after.uuid());
    became("firmware", before.firmware(), after.firmware());
    became("processors", number(before.cpus()), number(after.cpus()));
    // Kernels keep different amounts for themselves: a 64th of it is no difference.
    if (Math.abs(before.memoryBytes() - after.memoryBytes()) > before.memoryBytes() / 64) {
      became("memory", size(before.memoryBytes()), size(after.memoryBytes()));
    }
  }

  private void platforms(Platform before, Platform after) {
    became("processors", before.processor(), after.processor(), Platform.Processor::model);
    became("firmware", before.release(), after.release(), Platform.Release::version);
    became("board", before.board(), after.board(), board -> serial(board.serial()));
    became("chassis", before.chassis(), after.chassis(), chassis -> serial(chassis.serial()));
    became(
        "management controller",
        before.controller(),
        after.controller(),
        Platform.Controller::address);
    became(
        "management controller",
        before.controller().flatMap(Platform.Controller::mac),
        after.controller().flatMap(Platform.Controller::mac),
        MacAddress::value);
    became("TPM", before.tpm().orElse("none"), after.tpm().orElse("none"));
    pairs(before.accelerators(), after.accelerators(), Platform.Accelerator::slot, _ -> "")
        .forEach(this::accelerator);
  }

  private void disk(Pair<Disk> disk) {
    if (cameOrWent("disk ", disk, Disk::name, Comparison::told)) {
      return;
    }
    Disk before = disk.before().orElseThrow();
    Disk after = disk.after().orElseThrow();
    String part = "disk " + after.name();
    replaced(part, "serial", before.serial(), after.serial());
    if (before.serial().isEmpty() || after.serial().isEmpty()) {
      replaced(part, "WWN", before.wwn(), after.wwn());
    }
    became(part, size(before.bytes()), size(after.bytes()));
  }

  private void nic(Pair<Nic> nic) {
    if (cameOrWent("network card ", nic, Nic::name, known -> known.mac().value())) {
      return;
    }
    Nic before = nic.before().orElseThrow();
    Nic after = nic.after().orElseThrow();
    String part = "network card " + after.name();
    replaced(part, "address", before.mac().value(), after.mac().value());
    became(part, slot(before.slot()), slot(after.slot()));
    became(part, speed(before), speed(after));
    became(part, before.neighbour(), after.neighbour(), Nic.Neighbour::toString);
  }

  private void accelerator(Pair<Platform.Accelerator> card) {
    if (!cameOrWent("accelerator ", card, Platform.Accelerator::slot, Platform.Accelerator::id)) {
      replaced(
          "accelerator " + card.after().orElseThrow().slot(),
          "device",
          card.before().orElseThrow().id(),
          card.after().orElseThrow().id());
    }
  }

  private <T> boolean cameOrWent(
      String kind, Pair<T> pair, Function<T, String> name, Function<T, String> told) {
    if (pair.before().isPresent() && pair.after().isPresent()) {
      return false;
    }
    T one = pair.before().or(pair::after).orElseThrow();
    String what = pair.after().isPresent() ? " is new" : " is gone";
    found.add(new Difference(kind + name.apply(one), told.apply(one) + what));
    return true;
  }

  private <T> void became(
      String part, Optional<T> before, Optional<T> after, Function<T, String> told) {
    became(part, before.map(told).orElse(""), after.map(told).orElse(""));
  }

  private void became(String part, String before, String after) {
    add(part, before, after, before + " became " + after);
  }

  private void replaced(String part, String what, String before, String after) {
    add(part, before, after, "%s %s replaced by %s %s".formatted(what, before, what, after));
  }

  /** What was not known at one of the times is no difference. */
  private void add(String part, String before, String after, String change) {
    if (!before.isEmpty() && !after.isEmpty() && !before.equals(after)) {
      found.add(new Difference(part, change));
    }
  }

  /**
   * Finds for each part what it was before: by what it is called wherever it is plugged in, and
   * those that are left by where they are plugged in.
   */
  private static <T> List<Pair<T>> pairs(
      List<T> before, List<T> after, Function<T, String> identity, Function<T, String> place) {
    List<T> went = new ArrayList<>(before);
    List<T> came = new ArrayList<>(after);
    List<Pair<T>> pairs = new ArrayList<>();
    for (Function<T, String> key : List.of(identity, place)) {
      for (T one : List.copyOf(came)) {
        went.stream()
            .filter(other -> !key.apply(one).isEmpty() && key.apply(one).equals(key.apply(other)))
            .findFirst()
            .ifPresent(other -> {
              went.remove(other);
              came.remove(one);
              pairs.add(new Pair<>(Optional.of(other), Optional.of(one)));
            });
      }
    }
    went.forEach(one -> pairs.add(new Pair<>(Optional.of(one), Optional.empty())));
    came.forEach(one -> pairs.add(new Pair<>(Optional.empty(), Optional.of(one))));
    return pairs;
  }

  private static String told(Disk disk) {
    String name = disk.identity().isEmpty() ? "without a serial number" : disk.identity();
    return name + " of " + size(disk.bytes());
  }

  private static String serial(String serial) {
    return serial.isEmpty() ? "" : "serial " + serial;
  }

  private static String number(int count) {
    return count == 0 ? "" : String.valueOf(count);
  }

  private static String size(long bytes) {
    return bytes == 0 ? "" : Size.text(bytes);
  }

  private static String slot(String slot) {
    return slot.isEmpty() ? "" : "slot " + slot;
  }

  private static String speed(Nic nic) {
    return nic.speed() == 0 ? "" : nic.speed() + " Mbit/s";
  }
}
