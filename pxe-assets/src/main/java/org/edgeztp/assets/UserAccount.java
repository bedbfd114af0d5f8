package org.edgeztp.assets;

import java.util.List;
import java.util.Map;

/**
 * A person's account on the installed system.
 *
 * @param keys public SSH keys that log in to it
 * @param sudo whether it may do everything, without a password
 */
public record UserAccount(String name, List<String> keys, boolean sudo) {
  public UserAccount {
    name = Checked.ACCOUNT.of(name);
    keys = keys.stream().map(Checked.PUBLIC_KEY::of).toList();
  }

  Map<String, Object> variables() {
    return Map.of("name", name, "keys", String.join("\n", keys), "sudo", sudo);
  }
}
