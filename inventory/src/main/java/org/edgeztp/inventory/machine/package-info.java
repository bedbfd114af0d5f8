/**
 * The words of the house: a machine, what names it, what it is made of, and what it shall become.
 *
 * <p>Values only, from {@code java.base} alone: nothing here reads a clock, a file or a socket.
 * Start at {@link org.edgeztp.inventory.machine.Machine}.
 */
@NullMarked
package org.edgeztp.inventory.machine;

import org.jspecify.annotations.NullMarked;
