/**
 * Arrivals: what operators tell of machines before they come, by the hundred, and which machine
 * each of these turns out to be.
 *
 * <p>{@link org.edgeztp.server.arrival.Arrivals} keeps them; {@link
 * org.edgeztp.server.arrival.Import} judges a list of them as a whole, and {@link
 * org.edgeztp.server.arrival.Likeness} compares one with a machine. Both are pure. Start there.
 */
@NullMarked
package org.edgeztp.server.arrival;

import org.jspecify.annotations.NullMarked;
