package org.edgeztp.server.boot;

import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;

/** What operators told of machines before they came. */
@FunctionalInterface
public interface Announced {
  /** Nobody told of any machine. */
  Announced NOTHING = _ -> new Told.Nothing();

  Told of(Machine machine);

  /** What was told of one machine, as far as it can be told from others by now. */
  sealed interface Told {
    record Nothing() implements Told {}

    /**
     * It is none of those known by what it told, and may be one by what it did not tell yet.
     *
     * @param reason to ask for its hardware, as a clause
     */
    record Perhaps(String reason) implements Told {}

    /**
     * What it shall become.
     *
     * @param profile where it is not left to rules, as is the hostname to profile or rule
     * @param reason as a clause
     */
    record Wanted(Optional<String> profile, Optional<String> hostname, String reason)
        implements Told {}

    /**
     * What was told and what the machine tells do not go together: a person decides.
     *
     * @param why one sentence, with what to do
     */
    record AtOdds(String why) implements Told {}
  }
}
