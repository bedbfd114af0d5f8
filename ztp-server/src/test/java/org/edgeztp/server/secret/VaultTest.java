package org.edgeztp.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VaultTest {
  private final Vault vault = new Vault(key(1));

  @Test
  void opensWhatItSealed() {
    assertThat(vault.open(vault.seal("s3cret\u00e9", "m-1"), "m-1")).isEqualTo("s3cret\u00e9");
  }

  @Test
  void sealsTheSameSecretDifferentlyEachTime() {
    assertThat(vault.seal("secret", "m-1")).isNotEqualTo(vault.seal("secret", "m-1"));
  }

  @Test
  void opensNothingForAnotherOwnerOrWithAnotherKey() {
    String sealed = vault.seal("secret", "m-1");
    assertThatThrownBy(() -> vault.open(sealed, "m-2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another vault.key");
    assertThatThrownBy(() -> new Vault(key(2)).open(sealed, "m-1"))
        .isInstanceOf(IllegalStateException.class);
  }

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) fill);
    return key;
  }
}
