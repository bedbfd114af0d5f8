package org.edgeztp.server.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The key pair the server shows to machines: ed25519, made once, kept as {@code operator_ed25519}
 * in OpenSSH's format and readable by its owner only.
 */
public final class OperatorKey {
  private static final String FILE = "operator_ed25519";
  private static final String COMMENT = "edgeztp";

  private final byte[] privateKey;
  private final String publicKey;

  private OperatorKey(byte[] privateKey, String publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * The key pair of a directory, which is made with the pair when there is none.
   *
   * @throws IOException when the file cannot be read or written, or holds no key
   */
  public static OperatorKey in(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      byte[] stored = Files.readAllBytes(file);
      KeyPair pair = KeyPair.load(new JSch(), stored, null);
      return new OperatorKey(stored, HostKeys.text(pair.getPublicKeyBlob()) + " " + COMMENT);
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

  private static void create(Path file) throws IOException, JSchException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
    pair.setPublicKeyComment(COMMENT);
    var text = new ByteArrayOutputStream();
    pair.writeOpenSSHv1PrivateKey(text, null);
    OwnerFile.write(file, text.toByteArray());
    String line = HostKeys.text(pair.getPublicKeyBlob()) + " " + COMMENT + "\n";
    Files.writeString(file.resolveSibling(FILE + ".pub"), line, StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return publicKey;
  }
}
