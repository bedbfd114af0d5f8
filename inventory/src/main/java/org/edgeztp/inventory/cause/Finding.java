package org.edgeztp.inventory.cause;

import org.edgeztp.inventory.machine.CauseCode;

/**
 * The likely cause.
 *
 * @param sentence what is wrong
 * @param evidence what was seen that says so
 * @param remedy what to do about it
 */
public record Finding(CauseCode code, String sentence, String evidence, String remedy) {
  /** The cause as one sentence, with its evidence. */
  public String text() {
    return sentence + ": " + evidence;
  }
}
