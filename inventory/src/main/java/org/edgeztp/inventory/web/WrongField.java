package org.edgeztp.inventory.web;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

  /** A part of what follows the question mark, where it is there, as its reader takes it. */
  static <T> Optional<T> part(Map<String, String> query, String name, Function<String, T> reader) {
    try {
      return Optional.ofNullable(query.get(name)).map(reader);
    } catch (IllegalArgumentException e) {
      throw new WrongField(name, String.valueOf(e.getMessage()));
    }
  }
}
