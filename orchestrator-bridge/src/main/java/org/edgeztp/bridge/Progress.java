package org.edgeztp.bridge;

import java.time.Instant;
import org.edgeztp.inventory.Outcome;

/** What a step of the hand-off came to. */
public sealed interface Progress {
  /** The machine's stay in the phase is over, or was over before. */
  record Settled(Outcome outcome) implements Progress {}

  /** Nothing more can be done before the given time. */
  record Again(Instant at) implements Progress {}
}
