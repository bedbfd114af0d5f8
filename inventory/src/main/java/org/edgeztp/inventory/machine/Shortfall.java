package org.edgeztp.inventory.machine;

/**
 * What the hardware of a machine does not stand up to.
 *
 * @param sentence with the number that was measured and the one that is allowed
 */
public record Shortfall(CauseCode code, String sentence) {}
