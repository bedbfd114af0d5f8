package org.edgeztp.server;

import tools.jackson.core.JsonPointer;

/** The configuration cannot be used; the message says what to change. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient JsonPointer place;

  ConfigException(String message) {
    this(message, JsonPointer.empty());
  }

  /**
   * @param place of what is wrong, as far as it is known
   */
  ConfigException(String message, JsonPointer place) {
    super(message);
    this.place = place;
  }

  JsonPointer place() {
    return place;
  }
}
