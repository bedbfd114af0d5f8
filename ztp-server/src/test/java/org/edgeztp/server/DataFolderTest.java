package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.edgeztp.server.ssh.OperatorKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void makesOneSecretForEver() throws Exception {
    byte[] made = new DataFolder(folder.resolve("new"), folder.resolve("new")).tokenSecret();
    assertThat(made).hasSize(32);
    assertThat(new DataFolder(folder.resolve("new"), folder.resolve("new")).tokenSecret())
        .isEqualTo(made);
  }

  /** The folder may have been made by a package or by hand, for all to read. */
  @Test
  void whatIsInItBelongsToItsOwnerAlone() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    new DataFolder(folder, folder).tokenSecret();
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("token.secret"))).isEqualTo("rw-------");
  }

  @Test
  void saysWhatToDoAboutASecretThatWasCutShort() throws Exception {
    Files.write(folder.resolve("token.secret"), new byte[3]);
    var data = new DataFolder(folder, folder);
    assertThatThrownBy(data::tokenSecret)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("token.secret holds 3 bytes and not 32: remove it for a new one");
  }

  @Test
  void makesNoNewKeyForWhatTheOldOneClosed() throws Exception {
    var data = new DataFolder(folder, folder);
    OperatorKey _ = OperatorKey.in(data.pushKey(), data.pushPassphrase());
    Files.delete(folder.resolve("vault.key"));
    assertThatThrownBy(data::vaultKey)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.resolve("vault.key") + " is gone");
    assertThat(folder.resolve("vault.key")).doesNotExist();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
