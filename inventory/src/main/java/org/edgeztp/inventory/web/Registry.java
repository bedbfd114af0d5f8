package org.edgeztp.inventory.web;

import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;

/** Takes in machines that an operator tells of before they were seen. */
@FunctionalInterface
public interface Registry {
  /** The machine with the address, known from now on. Asked twice it changes nothing. */
  Machine register(MacAddress mac);
}
