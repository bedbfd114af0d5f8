package org.edgeztp.inventory.machine;

import java.util.Optional;

/** Something that every machine may tell, and that it can be asked for. */
public interface Trait {
  /**
   * What a machine tells of it.
   *
   * @return a value that equals that of a machine which tells the same
   */
  Optional<?> of(Machine machine);

  /** Whether many machines tell the same, as with a model, and unlike a serial number. */
  boolean isShared();
}
