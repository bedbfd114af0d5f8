package org.edgeztp.server.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The public half of a {@link SigningKey}, which sites have: Ed25519 (RFC 8032). */
record SiteKey(PublicKey key) {
  static final String ALGORITHM = "Ed25519";
  private static final String LABEL = "PUBLIC KEY";

  /**
   * Reads one.
   *
   * @throws IOException when the file has none
   */
  static SiteKey read(Path file) throws IOException {
    try {
      byte[] bytes = pem(Files.readString(file), LABEL);
      return new SiteKey(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          file
              + " has no public key of bundles: take the file ending in .pub that 'ztp bundle"
              + " create' names",
          e);
    }
  }

  /** As SSH writes fingerprints. */
  String fingerprint() {
    byte[] hash = HexFormat.of().parseHex(Hash.of(key.getEncoded()));
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
  }

  boolean verifies(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException noSignature) {
      return false;
    }
  }

  String toPem() {
    return pem(key.getEncoded(), LABEL);
  }

  static String pem(byte[] bytes, String label) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, text, label);
  }

  /**
   * What is between the lines of a label.
   *
   * @throws IllegalArgumentException when there are none
   */
  static byte[] pem(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END " + label + "-----");
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no " + label);
    }
    return Base64.getMimeDecoder().decode(text.substring(start + begin.length(), end));
  }
}
