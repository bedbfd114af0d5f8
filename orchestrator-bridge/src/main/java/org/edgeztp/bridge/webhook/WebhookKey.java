package org.edgeztp.bridge.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of Standard Webhooks 1.0.0, in one of its three kinds. Never shows what it holds. */
sealed interface WebhookKey {
  /** {@code whsec_}: signs and verifies with HMAC-SHA256. */
  record Shared(SecretKey key) implements WebhookKey {
    @Override
    public String toString() {
      return "whsec_***";
    }
  }

  /** {@code whsk_}: signs with ed25519. */
  record Private(PrivateKey key) implements WebhookKey {
    @Override
    public String toString() {
      return "whsk_***";
    }
  }

  /** {@code whpk_}: verifies with ed25519. */
  record Public(PublicKey key) implements WebhookKey {}

  /**
   * Reads a key from its text: prefix and base64. A secret has 24 to 64 bytes; a private key is its
   * 32-byte seed, alone or followed by the public key.
   *
   * @throws IllegalArgumentException naming what is wrong, without the text itself
   */
  static WebhookKey parse(String text) {
    int end = text.indexOf('_') + 1;
    byte[] bytes = decode(text.substring(end));
    return switch (text.substring(0, end)) {
      case "whsec_" -> shared(checked(bytes.length >= 24 && bytes.length <= 64, bytes));
      case "whsk_" -> privateKey(checked(bytes.length == 32 || bytes.length == 64, bytes));
      case "whpk_" -> publicKey(checked(bytes.length == 32, bytes));
      default ->
          throw new IllegalArgumentException(
              "a webhook key starts with whsec_, whsk_ or whpk_; this one does not");
    };
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The decoder's message would show a character of the secret.
      throw new IllegalArgumentException(
          "a webhook key is not base64 behind its prefix; whsec_ and what `openssl rand -base64 32`"
              + " prints is one");
    }
  }

  private static byte[] checked(boolean fits, byte[] bytes) {
    if (!fits) {
      throw new IllegalArgumentException(
          "a webhook key of " + bytes.length + " bytes; whsec_ has 24 to 64, whsk_ and whpk_ 32");
    }
    return bytes;
  }

  private static Shared shared(byte[] bytes) {
    return new Shared(new SecretKeySpec(bytes, "HmacSHA256"));
  }

  private static Private privateKey(byte[] bytes) {
    try {
      var seed = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(bytes, 32));
      return new Private(KeyFactory.getInstance("Ed25519").generatePrivate(seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("reading a whsk_ key", e);
    }
  }

  private static Public publicKey(byte[] bytes) {
    // RFC 8410 section 4: SubjectPublicKeyInfo of an Ed25519 key is these twelve bytes and the key.
    String info = "302a300506032b6570032100" + HexFormat.of().formatHex(bytes);
    try {
      return new Public(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(info))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("reading a whpk_ key", e);
    }
  }
}
