package org.edgeztp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The server's own folder: what must outlive the process. Only its owner may look inside. */
final class DataFolder {
  private static final int SECRET_BYTES = 32;

  private final Path path;

  /**
   * @throws IOException when the folder cannot be made
   */
  DataFolder(Path path) throws IOException {
    this.path =
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  Path database() {
    return path.resolve("inventory");
  }

  Path leases() {
    return path.resolve("leases");
  }

  Path packages() {
    return path.resolve("mirror");
  }

  Path pushKey() {
    return path.resolve("ssh");
  }

  /** The secret that boot tokens are derived from; made when first asked for. */
  byte[] tokenSecret() throws IOException {
    return secret("token.secret");
  }

  /** The key that passwords in the database are sealed with; made when first asked for. */
  byte[] vaultKey() throws IOException {
    return secret("vault.key");
  }

  private byte[] secret(String name) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      byte[] secret = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(secret);
      Path whole = Files.write(path.resolve(name + ".new"), secret);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readAllBytes(file);
  }
}
