package org.edgeztp.server;

import static org.edgeztp.server.Config.or;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.edgeztp.inventory.machine.Account;
import org.jspecify.annotations.Nullable;

/**
 * A person's account as the file writes it.
 *
 * @param keys public SSH keys, lines of {@code .pub} files
 * @param sudo whether it may do everything; not unless told
 */
public record UserEntry(String name, List<String> keys, boolean sudo) {
  public UserEntry(@Nullable String name, @Nullable List<String> keys, boolean sudo) {
    this.name = or(name, "");
    this.keys = List.copyOf(or(keys, List.of()));
    this.sudo = sudo;
  }

  /**
   * All accounts of a profile.
   *
   * @throws IllegalArgumentException saying what to change
   */
  static List<Account> toAccounts(List<UserEntry> entries) {
    Set<String> names = new HashSet<>();
    for (UserEntry entry : entries) {
      if (!names.add(entry.name())) {
        throw new IllegalArgumentException("two users are called '" + entry.name() + "'");
      }
    }
    return entries.stream()
        .map(entry -> new Account(entry.name(), entry.keys(), entry.sudo()))
        .toList();
  }
}
