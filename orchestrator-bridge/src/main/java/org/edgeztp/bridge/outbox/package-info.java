/**
 * How far each hand-over got: the port, its SQL form and its form in memory, which one contract
 * proves alike. The table is the inventory's migration V3.
 *
 * <p>Depends on the inventory's {@code machine} and on {@code java.sql}. Start at {@link
 * org.edgeztp.bridge.outbox.Delivery}.
 */
@NullMarked
package org.edgeztp.bridge.outbox;

import org.jspecify.annotations.NullMarked;
