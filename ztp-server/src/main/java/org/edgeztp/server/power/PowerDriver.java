package org.edgeztp.server.power;

import static org.edgeztp.inventory.machine.Architecture.X86_BIOS;

import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;

/** One language of management controllers. Calls block for seconds at most. */
interface PowerDriver {
  /** What a controller says of its machine. */
  enum Reading {
    ON,
    OFF,
    /** The language has no such question. */
    UNKNOWN
  }

  Reading read(Bmc bmc, Target machine) throws PowerException, InterruptedException;

  /** Asks the controller what it can do, and changes nothing. */
  Abilities probe(Bmc bmc, Target machine) throws PowerException, InterruptedException;

  /**
   * Does one thing, and returns when the controller has taken it.
   *
   * @param machine whose controller it is
   */
  void act(Bmc bmc, Target machine, PowerAction action) throws PowerException, InterruptedException;

  /** The image in its virtual drive, when that is not this server's CD. */
  default Optional<String> othersMedium(Bmc bmc, Target machine)
      throws PowerException, InterruptedException {
    return Optional.empty();
  }

  /**
   * The machine as a driver sees it.
   *
   * @param mac of the card it boots from
   * @param uuid SMBIOS UUID, when it is known
   * @param uefi whether its firmware is UEFI; some controllers want to be told
   */
  record Target(MacAddress mac, Optional<String> uuid, boolean uefi) {
    /** A machine that was never seen to boot is taken for a UEFI one, as new machines are. */
    static Target of(Machine machine) {
      return new Target(machine.mac(), machine.uuid(), machine.architecture() != X86_BIOS);
    }
  }
}
