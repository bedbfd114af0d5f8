package org.edgeztp.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class HostKeysTest {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIN3MikTIVH6FsCn0YD3j4C1uci86bVeSCnM922CLHOJu";

  @Test
  void givesTheFingerprintThatOpensshGives() {
    assertThat(HostKeys.fingerprint(KEY + " root@node"))
        .isEqualTo("SHA256:E3wOiRRqjUkGMQRcrgJj3DrhuXLvXruirXvRsI4AujE");
  }

  @Test
  void turnsTheWireFormIntoText() {
    byte[] blob = Base64.getDecoder().decode(KEY.substring(KEY.indexOf(' ') + 1));
    assertThat(HostKeys.text(blob)).isEqualTo(KEY);
  }

  @Test
  void saysWhenThereIsNoFingerprint() {
    assertThat(HostKeys.fingerprint("")).isEqualTo("(not a key)");
    assertThat(HostKeys.fingerprint("ssh-ed25519 %%%")).isEqualTo("(not a key)");
  }
}
