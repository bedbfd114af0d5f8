package org.edgeztp.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.health.HealthStatus;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the tokens that an OpenID provider signed (RFC 7519, with RS256 or ES256). Where its keys
 * are, its discovery document says (OpenID Connect Discovery 1.0, section 4), which is read with
 * the first token, as the provider may start after this server.
 *
 * <p>Keys are kept for five minutes, and for four hours while the provider is away. A key that is
 * not among them has them read anew, but not by every token that somebody makes up: twice in half a
 * minute at most.
 */
final class Oidc {
  private static final int TIMEOUT_MILLIS = 5000;
  private static final int LONGEST = 256 << 10;
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration KEPT_IN_OUTAGE = Duration.ofHours(4);
  private static final Duration BETWEEN_READS = Duration.ofSeconds(30);

  /** How long a provider that did not answer is not asked for its document again. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final String DOCUMENT = ".well-known/openid-configuration";

  private final OidcSettings settings;
  private final Clock clock;
  private final DefaultResourceRetriever web =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LONGEST);
  private @Nullable DefaultJWTProcessor<SecurityContext> processor;
  private Instant again = Instant.MIN;

  /** Whether there were keys when they were last asked for, be they kept ones. */
  private volatile boolean hasKeys;

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

  Oidc(OidcSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Whether a secret is a signed token at all: three parts between dots, which none of ours has.
   */
  static boolean isSigned(String secret) {
    return secret.chars().filter(letter -> letter == '.').count() == 2;
  }

  Verdict judge(String jwt) {
    try {
      JWTClaimsSet claims = processor().process(jwt, null);
      Instant expires = claims.getExpirationTime().toInstant().plus(settings.clockSkew());
      Instant issued =
          Optional.ofNullable(claims.getIssueTime()).map(Date::toInstant).orElse(clock.instant());
      return new Verdict.Holder(
          new Claims(claims.toJSONObject()).token(settings, jwt, issued, expires));
    } catch (RateLimitReachedException e) {
      return hasKeys
          ? new Verdict.Refused("it is signed with a key that the issuer does not have")
          : away("they could not be read a moment ago");
    } catch (BadJOSEException | ParseException | IllegalArgumentException e) {
      return new Verdict.Refused(String.valueOf(e.getMessage()));
    } catch (JOSEException | IOException e) {
      return away(e.getMessage());
    }
  }

  private Verdict away(@Nullable String why) {
    return new Verdict.Away("the keys of %s cannot be had: %s".formatted(settings.issuer(), why));
  }

  private synchronized DefaultJWTProcessor<SecurityContext> processor() throws IOException {
    if (processor == null) {
      if (clock.instant().isBefore(again)) {
        throw new IOException("it did not answer a moment ago");
      }
      again = clock.instant().plus(PAUSE);
      processor = processor(keys());
    }
    return processor;
  }

  private DefaultJWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> keys) {
    var made = new DefaultJWTProcessor<SecurityContext>();
    made.setJWSKeySelector(
        new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
    // Access tokens may say what they are (RFC 9068, section 2.1).
    made.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            Set.of(settings.audience()),
            new JWTClaimsSet.Builder().issuer(settings.issuer().toString()).build(),
            Set.of("exp"),
            Set.of()) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(Math.toIntExact(settings.clockSkew().toSeconds()));
    made.setJWTClaimsSetVerifier(verifier);
    return made;
  }

  private JWKSource<SecurityContext> keys() throws IOException {
    String base = settings.issuer().toString();
    URI place = URI.create(base + (base.endsWith("/") ? "" : "/") + DOCUMENT);
    JsonNode document;
    try {
      document = JsonMapper.shared().readTree(web.retrieveResource(place.toURL()).getContent());
    } catch (JacksonException e) {
      throw new IOException(place + " is no JSON", e);
    }
    String issuer = document.path("issuer").asString("");
    if (!issuer.equals(base)) {
      throw new IOException("%s is of the issuer '%s'".formatted(place, issuer));
    }
    URI keys = URI.create(document.path("jwks_uri").asString(""));
    if (!OidcSettings.isSafe(keys)) {
      throw new IOException("%s has its keys at '%s'".formatted(place, keys));
    }
    return JWKSourceBuilder.<SecurityContext>create(keys.toURL(), web)
        .cache(KEPT.toMillis(), TIMEOUT_MILLIS)
        .refreshAheadCache(false)
        .rateLimited(BETWEEN_READS.toMillis())
        .outageTolerant(KEPT_IN_OUTAGE.toMillis())
        .healthReporting(report -> hasKeys = report.getHealthStatus() == HealthStatus.HEALTHY)
        .build();
  }
}
