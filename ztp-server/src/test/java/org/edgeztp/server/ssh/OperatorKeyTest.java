package org.edgeztp.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class OperatorKeyTest {
  private static final String WORD = "a word";

  @TempDir Path directory;

  @Test
  void isMadeOnceAndFoundAgain() throws Exception {
    OperatorKey made = OperatorKey.in(directory.resolve("new"), WORD);
    OperatorKey found = OperatorKey.in(directory.resolve("new"), WORD);
    assertThat(found.publicKey()).isEqualTo(made.publicKey()).startsWith("ssh-ed25519 AAAA");
    assertThat(directory.resolve("new/operator_ed25519.pub")).hasContent(made.publicKey() + "\n");
  }

  @Test
  void belongsToItsOwnerAlone() throws Exception {
    OperatorKey key = OperatorKey.in(directory, WORD);
    Path file = directory.resolve("operator_ed25519");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(key.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void isKeptUnderItsPassphrase() throws Exception {
    OperatorKey.in(directory, WORD);
    assertThatThrownBy(() -> OperatorKey.in(directory, "another"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another passphrase");
  }

  @Test
  void closesAKeyThatLiesOpen() throws Exception {
    Path file = directory.resolve("operator_ed25519");
    KeyPair open = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
    try (var out = Files.newOutputStream(file)) {
      open.writeOpenSSHv1PrivateKey(out, null);
    }
    OperatorKey key = OperatorKey.in(directory, WORD);
    assertThat(KeyPair.load(new JSch(), Files.readAllBytes(file), null).isEncrypted()).isTrue();
    assertThat(key.publicKey()).startsWith(HostKeys.text(open.getPublicKeyBlob()));
    assertThat(OperatorKey.in(directory, WORD).publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void refusesAFileThatIsNoKey() throws Exception {
    Files.writeString(directory.resolve("operator_ed25519"), "rubbish");
    assertThatThrownBy(() -> OperatorKey.in(directory, WORD))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("operator_ed25519");
  }

  @Test
  @EnabledIf("opensshIsHere")
  void isReadByOpenssh() throws Exception {
    OperatorKey key = OperatorKey.in(directory, WORD);
    Process process =
        new ProcessBuilder(
                "ssh-keygen",
                "-y",
                "-P",
                WORD,
                "-f",
                directory.resolve("operator_ed25519").toString())
            .start();
    String read = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(HostKeys.withoutComment(read)).isEqualTo(HostKeys.withoutComment(key.publicKey()));
  }

  static boolean opensshIsHere() {
    return Files.isExecutable(Path.of("/usr/bin/ssh-keygen"));
  }
}
