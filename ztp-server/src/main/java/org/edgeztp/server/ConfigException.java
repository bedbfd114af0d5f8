package org.edgeztp.server;

/** The configuration cannot be used; the message says what to change. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
