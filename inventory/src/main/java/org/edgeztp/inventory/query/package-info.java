/**
 * Which machines are asked for, in which order, and how many of them: decided on machines alone,
 * without a word about where they are kept or how the question came.
 *
 * <p>Depends on {@code machine}. Start at {@link org.edgeztp.inventory.query.MachineQuery}.
 */
@NullMarked
package org.edgeztp.inventory.query;

import org.jspecify.annotations.NullMarked;
