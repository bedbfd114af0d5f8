package org.edgeztp.server.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.edgeztp.server.ssh.OwnerFile;

/** What bundles are signed with; its public half lies beside it, in a file ending in .pub. */
record SigningKey(PrivateKey key, SiteKey site) {
  private static final String LABEL = "PRIVATE KEY";

  /**
   * Reads the key of a file, or makes one that only its owner can read.
   *
   * @throws IOException also when one half of it is missing or of another key
   */
  static SigningKey of(Path file) throws IOException {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      byte[] bytes = SiteKey.pem(Files.readString(file), LABEL);
      var read =
          new SigningKey(
              KeyFactory.getInstance(SiteKey.ALGORITHM)
                  .generatePrivate(new PKCS8EncodedKeySpec(bytes)),
              SiteKey.read(publicFile(file)));
      if (!read.site.verifies(bytes, read.sign(bytes))) {
        throw new IOException(
            "%s is not the public half of %s: put back the one that belongs to it"
                .formatted(publicFile(file), file));
      }
      return read;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " has no key that signs bundles", e);
    }
  }

  static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  private static void make(Path file) throws IOException, GeneralSecurityException {
    if (Files.exists(publicFile(file))) {
      throw new IOException(
          ("%s is missing, while its public half is there, which sites may have: put it back, or,"
                  + " to sign with a new key that sites are to be given, remove %s")
              .formatted(file, publicFile(file)));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    KeyPair pair = KeyPairGenerator.getInstance(SiteKey.ALGORITHM).generateKeyPair();
    Files.writeString(publicFile(file), new SiteKey(pair.getPublic()).toPem());
    String pem = SiteKey.pem(pair.getPrivate().getEncoded(), LABEL);
    OwnerFile.write(file, pem.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(SiteKey.ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }
}
