package org.edgeztp.inventory.machine;

/**
 * Why a machine stopped.
 *
 * @param phase the state it failed in, and where a retry starts from
 * @param cause one sentence for a person
 */
public record Failure(State phase, String cause) {}
