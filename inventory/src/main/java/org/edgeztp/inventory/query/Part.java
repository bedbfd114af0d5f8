package org.edgeztp.inventory.query;

import java.util.Optional;
import java.util.function.Predicate;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Trait;

/**
 * One thing that a {@link Filter} asks.
 *
 * @param of what it is asked of: machines that tell the same there pass alike; empty where it looks
 *     at more of a machine
 */
public record Part(Optional<Trait> of, Predicate<Machine> test) {
  public Part(Trait of, Predicate<Machine> test) {
    this(Optional.of(of), test);
  }
}
