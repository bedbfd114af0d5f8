package org.edgeztp.server.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Public keys as text. */
public final class HostKeys {
  private HostKeys() {}

  /**
   * The authorized-keys form of a key.
   *
   * @param blob as it goes over the wire: a length, the name of the type, the key (RFC 4253 section
   *     6.6)
   */
  static String text(byte[] blob) {
    int length = ByteBuffer.wrap(blob).getInt();
    String type = new String(blob, Integer.BYTES, length, StandardCharsets.US_ASCII);
    return type + " " + Base64.getEncoder().encodeToString(blob);
  }

  /** The key without the comment behind it and without spaces around it. */
  public static String withoutComment(String key) {
    String[] words = key.strip().split("\\s+", 3);
    return words.length < 2 ? key.strip() : words[0] + " " + words[1];
  }

  /** The fingerprint as OpenSSH prints it, or a remark that there is none. */
  public static String fingerprint(String key) {
    String[] words = key.strip().split("\\s+", 3);
    if (words.length < 2) {
      return "(not a key)";
    }
    try {
      byte[] blob = Base64.getDecoder().decode(words[1]);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (IllegalArgumentException _) {
      return "(not a key)";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
