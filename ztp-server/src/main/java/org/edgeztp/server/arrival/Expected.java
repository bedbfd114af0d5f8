package org.edgeztp.server.arrival;

import java.util.Optional;
import org.edgeztp.inventory.machine.MachineId;

/**
 * An announcement that was taken in.
 *
 * @param id of its row in the database
 * @param machine what it turned out to be about, once that is known
 */
record Expected(long id, Announcement told, Optional<MachineId> machine) {}
