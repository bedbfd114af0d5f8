package org.edgeztp.inventory.web;

/**
 * An answer that is told once and kept nowhere, as it holds a secret.
 *
 * @param body becomes the JSON of the answer
 */
public record Untold(Object body) {}
