package org.edgeztp.server.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class OperatorKeyTest {
  @TempDir Path directory;

  @Test
  void isMadeOnceAndFoundAgain() throws Exception {
    OperatorKey made = OperatorKey.in(directory.resolve("new"));
    OperatorKey found = OperatorKey.in(directory.resolve("new"));
    assertThat(found.publicKey()).isEqualTo(made.publicKey()).startsWith("ssh-ed25519 AAAA");
    assertThat(directory.resolve("new/operator_ed25519.pub")).hasContent(made.publicKey() + "\n");
  }

  @Test
  void belongsToItsOwnerAlone() throws Exception {
    OperatorKey key = OperatorKey.in(directory);
    Path file = directory.resolve("operator_ed25519");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(key.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void refusesAFileThatIsNoKey() throws Exception {
    Files.writeString(directory.resolve("operator_ed25519"), "rubbish");
    assertThatThrownBy(() -> OperatorKey.in(directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("operator_ed25519");
  }

  @Test
  @EnabledIf("opensshIsHere")
  void isReadByOpenssh() throws Exception {
    OperatorKey key = OperatorKey.in(directory);
    Process process =
        new ProcessBuilder(
                "ssh-keygen", "-y", "-f", directory.resolve("operator_ed25519").toString())
            .start();
    String read = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(HostKeys.withoutComment(read)).isEqualTo(HostKeys.withoutComment(key.publicKey()));
  }

  static boolean opensshIsHere() {
    return Files.isExecutable(Path.of("/usr/bin/ssh-keygen"));
  }
}
