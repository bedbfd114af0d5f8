package org.edgeztp.server.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The SHA-256 of some content.
 *
 * @param hex its 64 digits, in lower case
 */
record Sha256(String hex) {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");

  Sha256 {
    if (!isOne(hex)) {
      throw new IllegalArgumentException(
          "a SHA-256 has 64 hexadecimal digits, unlike '%s'".formatted(hex));
    }
  }

  static boolean isOne(String text) {
    return DIGITS.matcher(text).matches();
  }

  /**
   * Reads one as people write it.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Sha256 parse(String text) {
    return new Sha256(text.strip().toLowerCase(Locale.ROOT));
  }

  static Sha256 of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** That of a stream, up to its end. */
  static Sha256 of(InputStream content) throws IOException {
    var in = new DigestInputStream(content, digest());
    in.transferTo(OutputStream.nullOutputStream());
    return new Sha256(HexFormat.of().formatHex(in.getMessageDigest().digest()));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
