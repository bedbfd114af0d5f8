/**
 * What we know about machines, and the only hand that may change it.
 *
 * <p>{@link org.edgeztp.inventory.Inventory} is the facade; it depends on nothing else of ours.
 * Start there, then read the table in {@code lifecycle}.
 */
@NullMarked
package org.edgeztp.inventory;

import org.jspecify.annotations.NullMarked;
