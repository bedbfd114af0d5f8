package org.edgeztp.inventory.machine;

/**
 * Why a machine stopped.
 *
 * @param phase the state it failed in, and where a retry starts from
 * @param code the same for programs, and for looking up what to do
 * @param cause one sentence for a person
 */
public record Failure(State phase, CauseCode code, String cause) {}
