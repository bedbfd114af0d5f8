package org.edgeztp.server.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The key pair the server shows to machines: ed25519, made once, kept as {@code operator_ed25519}
 * in OpenSSH's format, under a passphrase and readable by its owner only.
 */
public final class OperatorKey {
  private static final String FILE = "operator_ed25519";
  private static final String COMMENT = "edgeztp";

  /**
   * Of bcrypt: more of them keep people's words from being guessed, but the server's passphrase has
   * 256 random bits, and the usual 32 cost every start a third of a second.
   */
  private static final int ROUNDS = 1;

  private final byte[] privateKey;
  private final String publicKey;

  private OperatorKey(byte[] privateKey, String publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * The key pair of a directory, which is made with the pair when there is none. One that an older
   * server kept open is closed.
   *
   * @param passphrase that the file is kept under
   * @throws IOException when the file cannot be read or written, or holds no key
   */
  public static OperatorKey in(Path directory, String passphrase) throws IOException {
    Path file = directory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(file, passphrase);
      }
      KeyPair pair = KeyPair.load(new JSch(), Files.readAllBytes(file), null);
      if (!pair.isEncrypted()) {
        pair.setPublicKeyComment(COMMENT);
        OwnerFile.write(file, privateKey(pair, passphrase.getBytes(StandardCharsets.US_ASCII)));
      } else if (!pair.decrypt(passphrase.getBytes(StandardCharsets.US_ASCII))) {
        throw new IOException(
            "the operator key "
                + file
                + " is kept under another passphrase: bring back the secret"
                + " it was made with, or remove it for a new one and install the machines again");
      }
      return new OperatorKey(
          privateKey(pair, null), HostKeys.text(pair.getPublicKeyBlob()) + " " + COMMENT);
    } catch (JSchException e) {
      throw new IOException("reading the operator key " + file, e);
    }
  }

  /**
   * Whether a directory has a key pair that a passphrase opens.
   *
   * @throws IOException when what it has cannot be read
   */
  public static boolean isSealed(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    try {
      return Files.exists(file)
          && KeyPair.load(new JSch(), Files.readAllBytes(file), null).isEncrypted();
    } catch (JSchException e) {
      throw new IOException("reading the operator key " + file, e);
    }
  }

  /** The line for a machine's {@code authorized_keys}. */
  public String publicKey() {
    return publicKey;
  }

  byte[] privateKey() {
    return privateKey.clone();
  }

  private static void create(Path file, String passphrase) throws IOException, JSchException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
    pair.setPublicKeyComment(COMMENT);
    OwnerFile.write(file, privateKey(pair, passphrase.getBytes(StandardCharsets.US_ASCII)));
    String line = HostKeys.text(pair.getPublicKeyBlob()) + " " + COMMENT + "\n";
    Files.writeString(file.resolveSibling(FILE + ".pub"), line, StandardCharsets.US_ASCII);
  }

  private static byte[] privateKey(KeyPair pair, byte @Nullable [] passphrase)
      throws JSchException {
    var text = new ByteArrayOutputStream();
    pair.writeOpenSSHv1PrivateKey(text, passphrase, ROUNDS);
    return text.toByteArray();
  }

  @Override
  public String toString() {
    return publicKey;
  }
}
