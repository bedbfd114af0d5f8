package org.edgeztp.inventory.web;

/**
 * An answer that tells what is wrong with each part of what was sent, of which nothing was done:
 * status 422.
 *
 * @param body becomes the JSON of the answer
 */
public record Rejected(Object body) {}
