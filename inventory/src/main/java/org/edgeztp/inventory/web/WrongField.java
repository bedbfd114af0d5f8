package org.edgeztp.inventory.web;

/** One part of what was sent is wrong; the message says how, in a sentence for the caller. */
public final class WrongField extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field as it was sent: a key of the body or a part of the address
   */
  public WrongField(String field, String sentence) {
    super(sentence);
    this.field = field;
  }

  String field() {
    return field;
  }
}
