package org.edgeztp.server.arrival;

/**
 * What keeps a line from being taken in.
 *
 * @param field of the line
 * @param text what is wrong and what to do, as a clause
 */
record Mishap(String field, String text) {}
