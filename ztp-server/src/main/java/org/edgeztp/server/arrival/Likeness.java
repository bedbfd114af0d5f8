package org.edgeztp.server.arrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Nic;

/** Whether a machine is the one that was announced. Nothing is guessed: what contradicts counts. */
sealed interface Likeness {
  /** It is: something agrees and nothing contradicts. */
  record Same() implements Likeness {}

  /**
   * Something agrees and something contradicts.
   *
   * @param how as a clause
   */
  record AtOdds(String how) implements Likeness {}

  /** It told nothing of what was announced yet. */
  record Perhaps() implements Likeness {}

  /** It is another one. */
  record Other() implements Likeness {}

  static Likeness of(Announcement told, Machine machine) {
    List<String> agreeing = new ArrayList<>();
    List<String> contrary = new ArrayList<>();
    if (!told.macs().isEmpty()) {
      List<MacAddress> cards = cards(machine);
      boolean agrees = told.macs().stream().anyMatch(cards::contains);
      (agrees ? agreeing : contrary).add("boots from " + machine.mac());
    }
    told.serial()
        .ifPresent(wanted ->
            machine
                .serial()
                .ifPresent(serial ->
                    (serial.equalsIgnoreCase(wanted) ? agreeing : contrary)
                        .add("tells serial " + serial)));
    told.uuid()
        .ifPresent(wanted ->
            machine
                .uuid()
                .ifPresent(uuid ->
                    (uuid.equalsIgnoreCase(wanted) ? agreeing : contrary)
                        .add("tells UUID " + uuid)));
    if (agreeing.isEmpty()) {
      return contrary.isEmpty() ? new Perhaps() : new Other();
    }
    return contrary.isEmpty()
        ? new Same()
        : new AtOdds(
            "%s %s, and was announced with %s"
                .formatted(
                    machine.label(),
                    String.join(" and ", concat(agreeing, contrary)),
                    String.join(" and ", told.identities())));
  }

  private static List<String> concat(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** All cards of it that are known: the one it boots from, and those its ramdisk found. */
  private static List<MacAddress> cards(Machine machine) {
    Optional<Hardware> hardware = machine.hardware();
    return Stream.concat(
            Stream.of(machine.mac()),
            hardware.stream().flatMap(known -> known.nics().stream()).map(Nic::mac))
        .toList();
  }
}
