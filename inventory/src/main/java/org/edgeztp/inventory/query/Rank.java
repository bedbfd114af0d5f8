package org.edgeztp.inventory.query;

/**
 * Where a machine is in an {@link Order}.
 *
 * @param discovered how many were discovered before it
 */
public record Rank(Key key, int discovered) {}
