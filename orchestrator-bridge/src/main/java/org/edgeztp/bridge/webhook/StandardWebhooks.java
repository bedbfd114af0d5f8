package org.edgeztp.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Signs and verifies after Standard Webhooks 1.0.0: what is signed is {@code id.timestamp.body},
 * byte for byte. Several keys serve a rotation: every one that can sign does, and one that verifies
 * is enough. Pure; may be used by many threads.
 */
public final class StandardWebhooks {
  /** How far the clocks of the two sides may be apart, and how old a replay may be. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String HMAC = "v1,";
  private static final String ED25519 = "v1a,";

  /** Whether a request is what it says it is. */
  public sealed interface Verification {
    /** A known key signed it, lately. */
    record Genuine() implements Verification {}

    /**
     * It is not, or it cannot be told.
     *
     * @param why one phrase, which tells a forger nothing he does not know
     */
    record Refused(String why) implements Verification {}
  }

  private final List<WebhookKey> keys;

  private StandardWebhooks(List<WebhookKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads the keys of one side.
   *
   * @param keys {@code whsec_} (signs and verifies), {@code whsk_} (signs) or {@code whpk_}
   *     (verifies), the newest first
   * @throws IllegalArgumentException when there is none, or one that is malformed
   */
  public static StandardWebhooks of(List<String> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a webhook needs at least one key");
    }
    return new StandardWebhooks(keys.stream().map(WebhookKey::parse).toList());
  }

  /** Whether one of the keys can sign. */
  public boolean signs() {
    return keys.stream().anyMatch(key -> !(key instanceof WebhookKey.Public));
  }

  /**
   * Signs with every key that can.
   *
   * @param id without dots, which separate what is signed
   */
  public SignedHeaders sign(String id, Instant at, byte[] body) {
    if (id.isEmpty() || id.contains(".")) {
      throw new IllegalArgumentException("an event id is not empty and has no dot: '" + id + "'");
    }
    String timestamp = Long.toString(at.getEpochSecond());
    byte[] message = message(id, timestamp, body);
    String signatures =
        keys.stream().flatMap(key -> signature(key, message).stream()).collect(joining(" "));
    return new SignedHeaders(id, timestamp, signatures);
  }

  /** Whether one of the keys signed this very id, time and body within the tolerance of now. */
  public Verification verify(SignedHeaders headers, byte[] body, Instant now) {
    if (headers.id().isEmpty() || headers.timestamp().isEmpty() || headers.signatures().isEmpty()) {
      return new Verification.Refused("one of the webhook headers is missing");
    }
    if (!headers.timestamp().matches("[0-9]{1,12}")) {
      return new Verification.Refused("its timestamp is not a number of seconds");
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(headers.timestamp()));
    if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
      return new Verification.Refused(
          "its timestamp is more than " + TOLERANCE.toMinutes() + " min away from this clock");
    }
    byte[] message = message(headers.id(), headers.timestamp(), body);
    boolean genuine =
        Stream.of(headers.signatures().split(" ", 9))
            .limit(8)
            .anyMatch(signature -> keys.stream().anyMatch(key -> made(key, signature, message)));
    return genuine
        ? new Verification.Genuine()
        : new Verification.Refused("no signature was made by a key known here");
  }

  private static byte[] message(String id, String timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
    byte[] message = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, message, head.length, body.length);
    return message;
  }

  private static Optional<String> signature(WebhookKey key, byte[] message) {
    return switch (key) {
      case WebhookKey.Shared(var secret) ->
          Optional.of(HMAC + Base64.getEncoder().encodeToString(hmac(secret, message)));
      case WebhookKey.Private(var signing) -> {
        try {
          Signature ed25519 = Signature.getInstance("Ed25519");
          ed25519.initSign(signing);
          ed25519.update(message);
          yield Optional.of(ED25519 + Base64.getEncoder().encodeToString(ed25519.sign()));
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException("signing a webhook with ed25519", e);
        }
      }
      case WebhookKey.Public _ -> Optional.empty();
    };
  }

  private static boolean made(WebhookKey key, String signature, byte[] message) {
    return switch (key) {
      case WebhookKey.Shared(var secret) ->
          signature.startsWith(HMAC)
              && MessageDigest.isEqual(decode(signature, HMAC), hmac(secret, message));
      case WebhookKey.Public(var known) -> {
        if (!signature.startsWith(ED25519)) {
          yield false;
        }
        try {
          Signature ed25519 = Signature.getInstance("Ed25519");
          ed25519.initVerify(known);
          ed25519.update(message);
          yield ed25519.verify(decode(signature, ED25519));
        } catch (GeneralSecurityException e) {
          yield false; // a signature of the wrong length or form throws here
        }
      }
      case WebhookKey.Private _ -> false;
    };
  }

  private static byte[] hmac(SecretKey secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing a webhook with HMAC-SHA256", e);
    }
  }

  private static byte[] decode(String signature, String scheme) {
    try {
      return Base64.getDecoder().decode(signature.substring(scheme.length()));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
