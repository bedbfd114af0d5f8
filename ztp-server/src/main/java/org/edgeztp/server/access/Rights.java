package org.edgeztp.server.access;

import java.util.Set;

/** Which role a request needs. */
final class Rights {
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Set<String> OF_OPERATORS = Set.of("machines", "expected", "handoffs");
  private static final Set<String> OF_ADMINS = Set.of("tokens", "secrets", "audit");

  /** Asks only, by POST, since the question has a body. */
  private static final String QUESTION = "explain";

  /** What is counted of all machines alike. */
  private static final String METRICS = "metrics";

  private Rights() {}

  /** Whether what is asked for cannot be told of some sites alone. */
  static boolean isOfAllSites(String resource) {
    return resource.equals(METRICS);
  }

  /**
   * @param resource the first name of what is asked for, behind the API's own prefix
   */
  static Role needed(String method, String resource) {
    if (OF_ADMINS.contains(resource)) {
      return Role.ADMIN;
    }
    if (READS.contains(method) || resource.equals(QUESTION)) {
      return Role.VIEWER;
    }
    return OF_OPERATORS.contains(resource) ? Role.OPERATOR : Role.ADMIN;
  }
}
