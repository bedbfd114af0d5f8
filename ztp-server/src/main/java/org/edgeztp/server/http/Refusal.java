package org.edgeztp.server.http;

/**
 * Why a machine is not given what it asked for.
 *
 * @param status HTTP status
 * @param reason one line for the person at the console
 */
record Refusal(int status, String reason) {
  static Refusal forbidden(String reason) {
    return new Refusal(403, reason);
  }

  static Refusal notFound(String reason) {
    return new Refusal(404, reason);
  }

  static Refusal conflict(String reason) {
    return new Refusal(409, reason);
  }

  static Refusal gone(String reason) {
    return new Refusal(410, reason);
  }

  static Refusal unreadable(String reason) {
    return new Refusal(422, reason);
  }
}
