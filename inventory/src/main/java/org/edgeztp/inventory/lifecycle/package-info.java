/**
 * How a machine moves: {@link org.edgeztp.inventory.lifecycle.Lifecycle} is the table, {@link
 * org.edgeztp.inventory.lifecycle.Event} what can happen, {@link
 * org.edgeztp.inventory.lifecycle.Transition} what an event does to a machine.
 *
 * <p>Pure decisions over {@code machine}: no clock, no storage.
 */
@NullMarked
package org.edgeztp.inventory.lifecycle;

import org.jspecify.annotations.NullMarked;
