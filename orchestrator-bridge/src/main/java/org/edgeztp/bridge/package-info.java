/**
 * Hands a finished machine to whoever runs it next, and believes only what that orchestrator says
 * when asked.
 *
 * <p>Depends on the inventory and on nothing else of ours. Start at {@link
 * org.edgeztp.bridge.Handoff}. A new kind of orchestrator is one {@link
 * org.edgeztp.bridge.HandoffTarget} and one line in the list that {@code Main} gives to Handoff.
 */
@NullMarked
package org.edgeztp.bridge;

import org.jspecify.annotations.NullMarked;
