package org.edgeztp.inventory.query;

/** A part of a question cannot be; the message says how, in a sentence for whoever asks. */
public final class WrongPart extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String part;

  WrongPart(String part, IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
    this.part = part;
  }

  /** Its name: what stands before the comparison. */
  public String part() {
    return part;
  }
}
