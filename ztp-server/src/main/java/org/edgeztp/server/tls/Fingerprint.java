package org.edgeztp.server.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The SHA-256 of a certificate, as {@code openssl x509 -fingerprint -sha256} computes it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {
  private static final String SCHEME = "sha256:";

  /**
   * @throws IllegalArgumentException when it is not the SHA-256 of anything
   */
  public Fingerprint {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "'%s' is not a fingerprint: sha256: and 64 hexadecimal digits".formatted(hex));
    }
  }

  /**
   * Reads it as people copy it: with or without the scheme, in either case, with colons or not.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Fingerprint parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    String digits = lower.startsWith(SCHEME) ? lower.substring(SCHEME.length()) : lower;
    try {
      return new Fingerprint(digits.replace(":", ""));
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException(
          "'%s' is not a fingerprint: sha256: and 64 hexadecimal digits".formatted(text));
    }
  }

  static Fingerprint of(Certificate certificate) throws CertificateException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new Fingerprint(HexFormat.of().formatHex(sha256.digest(certificate.getEncoded())));
    } catch (GeneralSecurityException e) {
      throw new CertificateException(e);
    }
  }

  @Override
  public String toString() {
    return SCHEME + hex;
  }
}
