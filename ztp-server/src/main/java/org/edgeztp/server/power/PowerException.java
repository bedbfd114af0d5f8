package org.edgeztp.server.power;

/** A management controller did not do what it was asked; the message says why, for a person. */
final class PowerException extends Exception {
  private static final long serialVersionUID = 1L;

  PowerException(String message) {
    super(message);
  }
}
