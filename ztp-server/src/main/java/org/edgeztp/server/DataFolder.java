package org.edgeztp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.edgeztp.server.ssh.OwnerFile;

/** The server's own folder: what must outlive the process. Only its owner may look inside. */
final class DataFolder {
  private static final int SECRET_BYTES = 32;

  private final Path path;

  /**
   * @throws IOException when the folder cannot be made
   */
  DataFolder(Path path) throws IOException {
    this.path = Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
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

  Path logs() {
    return path.resolve("logs");
  }

  Path pushKey() {
    return path.resolve("ssh");
  }

  Path path() {
    return path;
  }

  /** Where the first token of the API is left for its administrator. */
  Path adminToken() {
    return path.resolve("admin-token");
  }

  /** The secret that boot tokens are derived from; made when first asked for. */
  byte[] tokenSecret() throws IOException {
    return secret("token.secret", "machines that boot now start over");
  }

  /** The key that passwords in the database are sealed with; made when first asked for. */
  byte[] vaultKey() throws IOException {
    return secret("vault.key", "the passwords of controllers have to be set again");
  }

  /**
   * @param loss what it means to do without the old one
   */
  private byte[] secret(String name, String loss) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      byte[] secret = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(secret);
      OwnerFile.write(file, secret);
    }
    byte[] secret = Files.readAllBytes(file);
    if (secret.length != SECRET_BYTES) {
      throw new IOException(
          "%s holds %d bytes and not %d: remove it for a new one, and %s"
              .formatted(file, secret.length, SECRET_BYTES, loss));
    }
    return secret;
  }
}
