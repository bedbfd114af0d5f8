package org.edgeztp.inventory.machine;

import java.util.List;

/**
 * A person's account on an installed system. It has no password.
 *
 * @param keys public SSH keys, each a line of {@code authorized_keys} without options
 * @param sudo whether it may do everything
 */
public record Account(String name, List<String> keys, boolean sudo) {
  /**
   * Checks it.
   *
   * @throws IllegalArgumentException saying what to change
   */
  public Account {
    keys = List.copyOf(keys);
    if (!name.matches("[a-z_][a-z0-9_-]{0,31}")) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a user: lower-case letters, digits, _ and -");
    }
    if (name.equals("root")) {
      throw new IllegalArgumentException("root is the server's own; name another user, with sudo");
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("the user '" + name + "' has no 'keys' to log in with");
    }
    keys.forEach(Account::requireKey);
  }

  private static void requireKey(String key) {
    if (!key.matches("[a-z0-9@.-]+ [A-Za-z0-9+/]{16,}={0,3}( \\P{Cntrl}*)?")) {
      throw new IllegalArgumentException(
          "'%s' is no public key; it is the line of a .pub file".formatted(key));
    }
  }
}
