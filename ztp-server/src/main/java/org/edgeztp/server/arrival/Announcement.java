package org.edgeztp.server.arrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.power.Bmc;

/**
 * What an operator tells of a machine before it comes. At least one of hardware addresses, serial
 * number and UUID says which machine is meant.
 *
 * @param name its hostname, where neither profile nor rule shall name it
 * @param macs cards that it may boot from
 * @param serial as SMBIOS or ONIE tells it
 * @param uuid SMBIOS UUID, lower case
 * @param rack where it stands, as is the unit: its lowest, from 1
 * @param profile what it shall become, where that is not left to rules
 * @param bmc how its power is reached
 */
record Announcement(
    Optional<String> name,
    List<MacAddress> macs,
    Optional<String> serial,
    Optional<String> uuid,
    Optional<String> rack,
    Optional<Integer> unit,
    Optional<String> profile,
    Optional<Bmc> bmc) {
  Announcement {
    macs = List.copyOf(macs);
    if (macs.isEmpty() && serial.isEmpty() && uuid.isEmpty()) {
      throw new IllegalArgumentException("an announcement says which machine it is about");
    }
  }

  /** Each thing that the machine is known by, in words, for example {@code serial SN-1}. */
  List<String> identities() {
    List<String> all = new ArrayList<>();
    macs.forEach(mac -> all.add("address " + mac));
    serial.ifPresent(text -> all.add("serial " + text));
    uuid.ifPresent(text -> all.add("UUID " + text));
    return all;
  }

  /** Whether both are about one machine. Serial numbers are compared without regard to case. */
  boolean isAboutSameAs(Announcement other) {
    return macs.stream().anyMatch(other.macs::contains)
        || serial
            .filter(text -> other.serial.filter(text::equalsIgnoreCase).isPresent())
            .isPresent()
        || uuid.filter(text -> other.uuid.filter(text::equals).isPresent()).isPresent();
  }

  /** Whether that is its name or anything that it is known by. */
  boolean isCalled(String ref) {
    return Stream.of(name, serial, uuid).flatMap(Optional::stream).anyMatch(ref::equalsIgnoreCase)
        || MacAddress.read(ref).filter(macs::contains).isPresent();
  }

  /** What people call it until it has come. */
  String label() {
    return name.orElseGet(() -> identities().getFirst());
  }

  Announcement withBmc(Optional<Bmc> other) {
    return new Announcement(name, macs, serial, uuid, rack, unit, profile, other);
  }
}
