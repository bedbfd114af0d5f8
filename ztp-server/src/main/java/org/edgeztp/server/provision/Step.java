package org.edgeztp.server.provision;

/**
 * One step of a plan: a role in its turn.
 *
 * @param number from 1
 */
record Step(int number, Role role) {
  /** Its name on the machine: letters, digits, underscores and dashes. */
  String slug() {
    return number + "-" + role.name().replace("::", "-");
  }

  String name() {
    return role.name();
  }
}
