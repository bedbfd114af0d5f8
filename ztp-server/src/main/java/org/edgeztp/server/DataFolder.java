package org.edgeztp.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.edgeztp.server.ssh.OperatorKey;
import org.edgeztp.server.ssh.OwnerFile;

/** The server's own folder: what must outlive the process. Only its owner may look inside. */
final class DataFolder {
  private static final String VAULT_KEY = "vault.key";
  private static final int SECRET_BYTES = 32;

  private final Path path;
  private final Path secrets;

  /**
   * @param secrets where the keys are that seal what is secret in the data folder and boot tokens
   * @throws IOException when a folder cannot be made
   */
  DataFolder(Path path, Path secrets) throws IOException {
    this.path = folder(path);
    this.secrets = Files.isDirectory(secrets) ? secrets : folder(secrets);
  }

  private static Path folder(Path path) throws IOException {
    Files.createDirectories(path);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
  }

  Path database() {
    return path.resolve("inventory");
  }

  Path leases() {
    return path.resolve("leases");
  }

  Path packages() {
    return packages(path);
  }

  /** Where packages are below a data folder that need not be there. */
  static Path packages(Path data) {
    return data.resolve("mirror");
  }

  Path artifacts() {
    return artifacts(path);
  }

  /** Where artifacts are below a data folder that need not be there. */
  static Path artifacts(Path data) {
    return data.resolve("artifacts");
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

  /**
   * The key that passwords in the database are sealed with; made when first asked for.
   *
   * @throws IOException when it is gone, and what it opened is there
   */
  byte[] vaultKey() throws IOException {
    Path file = secrets.resolve(VAULT_KEY);
    if (Files.notExists(file) && OperatorKey.isSealed(pushKey())) {
      throw new IOException(
          "%1$s is gone, which opens the passwords of controllers, the secrets of sites and %2$s:"
                  .formatted(file, pushKey())
              + " bring it back from a copy, or name its folder by 'secrets'; to begin anew without"
              + " them, move %s away".formatted(pushKey()));
    }
    return secret(VAULT_KEY, "the passwords of controllers have to be set again");
  }

  /**
   * What the operator key is kept under: another word made of the same secret, so that there is one
   * file to keep apart.
   */
  String pushPassphrase() throws IOException {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(vaultKey(), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal("operator key".getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /**
   * @param loss what it means to do without the old one
   */
  private byte[] secret(String name, String loss) throws IOException {
    Path file = secrets.resolve(name);
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
