/**
 * The hand-over to any orchestrator that speaks HTTP: a signed CloudEvent out, a confirmation read
 * back.
 *
 * <p>Depends on the port in {@code bridge}, the JDK's HTTP client and Jackson. Start at {@link
 * org.edgeztp.bridge.webhook.WebhookTarget}; HANDOFF.md in the module is the contract for the other
 * side.
 */
@NullMarked
package org.edgeztp.bridge.webhook;

import org.jspecify.annotations.NullMarked;
