package org.edgeztp.server.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/** Takes the access tokens that an OpenID provider signed, for the API. */
final class Oidc {
  /** What access tokens may say that they are (RFC 9068, section 2.1). */
  private static final String TYPE = "at+jwt";

  private final OidcSettings settings;
  private final Provider provider;
  private final Clock clock;

  /** What becomes of a token. */
  sealed interface Verdict {
    record Holder(Token token) implements Verdict {}

    /**
     * It does not count.
     *
     * @param why a clause about it
     */
    record Refused(String why) implements Verdict {}

    /** It cannot be said, as the provider does not answer. */
    record Away(String why) implements Verdict {}
  }

  Oidc(OidcSettings settings, Provider provider, Clock clock) {
    this.settings = settings;
    this.provider = provider;
    this.clock = clock;
  }

  /**
   * Whether a secret is a signed token at all: three parts between dots, which none of ours has.
   */
  static boolean isSigned(String secret) {
    return secret.chars().filter(letter -> letter == '.').count() == 2;
  }

  Verdict judge(String jwt) {
    return switch (provider.verify(jwt, settings.audience(), TYPE)) {
      case Provider.Verified.Good(var claims) -> holder(jwt, claims);
      case Provider.Verified.Refused(var why) -> new Verdict.Refused(why);
      case Provider.Verified.Away(var why) -> new Verdict.Away(why);
    };
  }

  private Verdict holder(String jwt, JWTClaimsSet claims) {
    Instant expires = claims.getExpirationTime().toInstant().plus(settings.clockSkew());
    Instant issued =
        Optional.ofNullable(claims.getIssueTime()).map(Date::toInstant).orElse(clock.instant());
    try {
      return new Verdict.Holder(
          new Claims(claims.toJSONObject()).token(settings, jwt, issued, expires));
    } catch (IllegalArgumentException e) {
      return new Verdict.Refused(String.valueOf(e.getMessage()));
    }
  }
}
