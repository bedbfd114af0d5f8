package org.edgeztp.server.power;

/** A management controller did not do what it was asked; the message says why, for a person. */
final class PowerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean leavesMedium;

  PowerException(String message) {
    this(message, false);
  }

  PowerException(String message, boolean leavesMedium) {
    super(message);
    this.leavesMedium = leavesMedium;
  }

  /** Whether the CD may be in the virtual drive now, or come to be. */
  boolean leavesMedium() {
    return leavesMedium;
  }
}
