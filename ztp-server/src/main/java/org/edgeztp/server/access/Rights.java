package org.edgeztp.server.access;

import java.util.List;
import java.util.Set;

/** Which role a request needs. */
final class Rights {
  private static final String MACHINES = "machines";
  private static final String HANDOFFS = "handoffs";
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Set<String> OF_OPERATORS = Set.of(MACHINES, "expected", HANDOFFS);
  private static final Set<String> OF_ADMINS = Set.of("tokens", "secrets", "audit");

  /** Of a machine, beside what everybody sees: not its controller, nor its logs. */
  private static final Set<String> OF_ORCHESTRATORS = Set.of("timeline", "plan", "certificates");

  /** Asks only, by POST, since the question has a body. */
  private static final String QUESTION = "explain";

  /** What is counted of all machines alike. */
  private static final String METRICS = "metrics";

  private Rights() {}

  /** Whether what is asked for cannot be told of some sites alone. */
  static boolean isOfAllSites(String resource) {
    return resource.equals(METRICS);
  }

  /** Whether a role may do something that needs another. */
  static boolean allow(Role role, Role needed, String resource) {
    return role.covers(needed) || (role == Role.ORCHESTRATOR && resource.equals(HANDOFFS));
  }

  /**
   * @param names of the path of what is asked for, behind the API's own prefix
   */
  static Role needed(String method, List<String> names) {
    String resource = names.getFirst();
    if (OF_ADMINS.contains(resource)) {
      return Role.ADMIN;
    }
    if (READS.contains(method) || resource.equals(QUESTION)) {
      return isOfOrchestrators(resource, names) ? Role.ORCHESTRATOR : Role.VIEWER;
    }
    return OF_OPERATORS.contains(resource) ? Role.OPERATOR : Role.ADMIN;
  }

  private static boolean isOfOrchestrators(String resource, List<String> names) {
    return resource.equals(HANDOFFS)
        || (resource.equals(MACHINES)
            && (names.size() < 3 || OF_ORCHESTRATORS.contains(names.get(2))));
  }
}
