/**
 * Webhooks: what the live stream of events has, posted to whoever shall hear of it, in order and at
 * least once.
 *
 * <p>Depends on the signed calls in {@code webhook}, the back-off in {@code bridge} and the
 * inventory, whose timeline is the queue: all that is kept is how far each webhook got, in the
 * inventory's migration V31. Start at {@link org.edgeztp.bridge.hook.Hooks}.
 */
@NullMarked
package org.edgeztp.bridge.hook;

import org.jspecify.annotations.NullMarked;
