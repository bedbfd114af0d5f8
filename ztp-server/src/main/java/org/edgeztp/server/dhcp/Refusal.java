package org.edgeztp.server.dhcp;

/**
 * Why a client gets no answer that could have one: something that a person has to mend.
 *
 * @param kind what a person would do about it
 * @param place the subnet, link or relay that has it
 * @param why a sentence
 */
public record Refusal(Kind kind, String place, String why) {
  /** What is wrong. */
  public enum Kind {
    /** There is no free address. */
    POOL_EXHAUSTED,
    /** The place is in no subnet of the configuration, or answers are held back there. */
    NOT_SERVED
  }
}
