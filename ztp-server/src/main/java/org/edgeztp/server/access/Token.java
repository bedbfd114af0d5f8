package org.edgeztp.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use the API; the secret itself is known to its holder alone.
 *
 * @param name of its holder, as the audit tells it
 * @param hash SHA-256 of the secret in hexadecimal: 256 random bits need no salt and no stretching
 * @param expires when it ends; never where empty
 * @param sites whose machines it is for; all where empty
 */
record Token(
    String name,
    Role role,
    String hash,
    Instant created,
    Optional<Instant> expires,
    Set<String> sites) {
  private static final int SECRET_BYTES = 32;
  private static final int LONGEST_NAME = 63;

  /** Recognisable, so that scanners of repositories and logs find one that leaked. */
  private static final String PREFIX = "ztp_";

  Token {
    sites = Set.copyOf(sites);
    if (role == Role.ADMIN && !sites.isEmpty()) {
      throw new IllegalArgumentException(
          "an administrator is one of all sites: leave the sites out, or choose another role");
    }
    for (String site : sites) {
      if (!site.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
        throw new IllegalArgumentException("'" + site + "' is no name of a site");
      }
    }
    if (name.length() > LONGEST_NAME
        || !name.matches("(" + Claims.PREFIX + ")?[A-Za-z0-9][A-Za-z0-9._@-]*")) {
      throw new IllegalArgumentException(
          "a token is called by 1 to 63 letters, digits, dots, dashes, underscores or @");
    }
  }

  /** A new secret. */
  static String secret(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String hash(String secret) {
    try {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isOfProvider() {
    return name.startsWith(Claims.PREFIX);
  }

  boolean isOver(Instant now) {
    return expires.isPresent() && !now.isBefore(expires.get());
  }
}
