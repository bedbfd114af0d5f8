package org.edgeztp.server;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A value that must not be printed; only {@link #reveal} gives it. */
public final class Secret {
  private final String value;

  @JsonCreator
  Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  @Override
  @JsonValue
  public String toString() {
    return "(hidden)";
  }
}
