package org.edgeztp.server.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the holder of a token may do. Each may do what those before it may, but for what {@link
 * Rights} gives to orchestrators alone.
 */
enum Role {
  /** Read of machines what who takes them over needs, and have their hand-offs told at once. */
  ORCHESTRATOR,
  /** Read everything but who may what, and who did what. */
  VIEWER,
  /** Act on machines. */
  OPERATOR,
  /** Change what machines become, give and take tokens, and read the audit. */
  ADMIN;

  /**
   * @throws IllegalArgumentException that lists the roles, when there is none of that name
   */
  static Role parse(String text) {
    return Arrays.stream(values())
        .filter(role -> role.text().equals(text))
        .findAny()
        .orElseThrow(() -> new IllegalArgumentException("a role is one of " + all()));
  }

  private static String all() {
    return Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
