package org.edgeztp.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.events.Event;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider: what its discovery document says (OpenID Connect Discovery 1.0, section 4),
 * and what its keys have signed (RFC 7519, with RS256 or ES256). The document is read with the
 * first question, as the provider may start after this server.
 *
 * <p>Keys are kept for five minutes, and for four hours while the provider is away. A key that is
 * not among them has them read anew, but not by every token that somebody makes up: twice in half a
 * minute at most.
 */
final class Provider {
  static final int TIMEOUT_MILLIS = 5000;
  static final int LONGEST = 256 << 10;

  /** How long a provider that did not answer is not asked for its document again. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Provider.class);
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration KEPT_IN_OUTAGE = Duration.ofHours(4);
  private static final Duration BETWEEN_READS = Duration.ofSeconds(30);
  private static final String DOCUMENT = ".well-known/openid-configuration";

  private final OidcSettings settings;
  private final Clock clock;
  private final DefaultResourceRetriever web =
      new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LONGEST);
  private @Nullable Known known;
  private Instant again = Instant.MIN;

  /** Whether there were keys when they were last asked for, be they kept ones. */
  private volatile boolean hasKeys;

  private volatile boolean toldAway;

  /** What its document says. */
  record Known(JWKSource<SecurityContext> keys, JsonNode document) {
    /**
     * One of its addresses.
     *
     * @throws IOException when it has none that is safe
     */
    URI endpoint(String name) throws IOException {
      URI place = URI.create(document.path(name).asString(""));
      if (!OidcSettings.isSafe(place)) {
        throw new IOException("its document has '%s' as %s".formatted(place, name));
      }
      return place;
    }
  }

  /** What becomes of a signed token. */
  sealed interface Verified {
    record Good(JWTClaimsSet claims) implements Verified {}

    /** It does not count; why is a clause about it. */
    record Refused(String why) implements Verified {}

    /** It cannot be said, as the provider does not answer. */
    record Away(String why) implements Verified {}
  }

  Provider(OidcSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Checks who signed a token, when it ends, and that it is for somebody.
   *
   * @param audience that its {@code aud} names
   * @param type that its header may have beside {@code JWT}
   */
  Verified verify(String jwt, String audience, String type) {
    try {
      JWTClaimsSet claims = processor(known().keys(), audience, type).process(jwt, null);
      toldAway = false;
      return new Verified.Good(claims);
    } catch (RateLimitReachedException e) {
      return hasKeys
          ? new Verified.Refused("it is signed with a key that the issuer does not have")
          : away("they could not be read a moment ago");
    } catch (BadJOSEException | ParseException | IllegalArgumentException e) {
      return new Verified.Refused(String.valueOf(e.getMessage()));
    } catch (JOSEException | IOException e) {
      return away(String.valueOf(e.getMessage()));
    }
  }

  private Verified away(String why) {
    String sentence = "the keys of %s cannot be had: %s".formatted(settings.issuer(), why);
    if (!toldAway) {
      toldAway = true;
      log.warn("No token of the provider can be judged: {}", sentence);
    }
    return new Verified.Away(sentence);
  }

  /** Its document, read once. */
  synchronized Known known() throws IOException {
    if (known == null) {
      if (clock.instant().isBefore(again)) {
        throw new IOException("it did not answer a moment ago");
      }
      again = clock.instant().plus(PAUSE);
      known = read();
    }
    return known;
  }

  private Known read() throws IOException {
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
    return new Known(
        JWKSourceBuilder.<SecurityContext>create(keys.toURL(), web)
            .cache(KEPT.toMillis(), TIMEOUT_MILLIS)
            .refreshAheadCache(false)
            .rateLimited(BETWEEN_READS.toMillis())
            .outageTolerant(KEPT_IN_OUTAGE.toMillis(), this::tell)
            .healthReporting(report -> hasKeys = report.getHealthStatus() == HealthStatus.HEALTHY)
            .build(),
        document);
  }

  private void tell(Event<OutageTolerantJWKSetSource<SecurityContext>, SecurityContext> event) {
    if (event instanceof OutageTolerantJWKSetSource.OutageEvent<SecurityContext> outage) {
      log.warn(
          "The keys of {} cannot be read ({}): those that were count for {} min more",
          settings.issuer(),
          outage.getException().getMessage(),
          Duration.ofMillis(outage.getRemainingTime()).toMinutes());
    }
  }

  private DefaultJWTProcessor<SecurityContext> processor(
      JWKSource<SecurityContext> keys, String audience, String type) {
    var made = new DefaultJWTProcessor<SecurityContext>();
    made.setJWSKeySelector(
        new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
    made.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType(type), null));
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            Set.of(audience),
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
}
