/**
 * How a profile wants a machine's disks and network cards laid out, checked as a whole.
 *
 * <p>Values only, from {@code java.base} alone. Start at {@link
 * org.edgeztp.inventory.layout.Storage} and {@link org.edgeztp.inventory.layout.Links}.
 */
@NullMarked
package org.edgeztp.inventory.layout;

import org.jspecify.annotations.NullMarked;
