package org.edgeztp.inventory;

import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.cause.Finding;
import org.edgeztp.inventory.lifecycle.Entry;

/**
 * Why a machine is where it is.
 *
 * @param expects what comes next, to be read after "waits for"; empty when nothing is waited for
 * @param until when that must have come
 * @param lastSeen what was seen of it last
 * @param cause why it is stuck or stopped, as far as that is known
 * @param sentence all of it in one sentence, without what to do
 */
public record Explanation(
    Optional<String> expects,
    Optional<Instant> until,
    Optional<Entry> lastSeen,
    Optional<Finding> cause,
    String sentence) {}
