package org.edgeztp.server.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.util.Fields;

/**
 * Logs people in by an OpenID provider: the authorization code flow (OpenID Connect Core 1.0,
 * section 3.1) with PKCE (RFC 7636). The browser is sent there and comes back with a code, which
 * this server changes for an ID token.
 *
 * <p>What was begun is kept for ten minutes, is good once, and is bound to the browser by a cookie
 * with its state.
 */
final class ProviderLogin {
  /** Where it begins. */
  static final String BEGIN = "/login/provider";

  /** Where browsers come back to. */
  static final String BACK = "/login/callback";

  static final Duration LASTS = Duration.ofMinutes(10);

  /** So that nobody fills the memory; who began the longest ago has to begin anew. */
  private static final int MOST = 1000;

  private static final int RANDOM_BYTES = 32;

  private final OidcSettings settings;
  private final LoginSettings login;
  private final Provider provider;
  private final CodeExchange exchange;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final SequencedMap<String, Begun> begun = new LinkedHashMap<>();

  /**
   * A login that is under way.
   *
   * @param verifier whose hash the provider was told (RFC 7636, section 4.1)
   * @param former the id of the session that the browser had: it does not tell when it comes back
   */
  private record Begun(
      String nonce, String verifier, String to, Optional<String> former, Instant ends) {}

  /** Where a login goes on. */
  sealed interface Step {
    /** To the provider, with a cookie that has the state. */
    record There(String address, String state) implements Step {}

    /**
     * In.
     *
     * @param to the page that was wanted
     * @param former the id of the session that the browser had, which is to end
     */
    record In(Token token, String to, Optional<String> former) implements Step {}

    /** Nowhere; why is a sentence for who tried. */
    record Refused(String why) implements Step {}
  }

  ProviderLogin(OidcSettings settings, LoginSettings login, Provider provider, Clock clock) {
    this.settings = settings;
    this.login = login;
    this.provider = provider;
    this.clock = clock;
    this.exchange = new CodeExchange(login);
  }

  String name() {
    return login.name();
  }

  /** Whether a browser at this address would come back to another, where it sends no cookie. */
  boolean isElsewhere(HttpURI address) {
    URI redirect = login.redirect();
    int usual = "http".equalsIgnoreCase(redirect.getScheme()) ? 80 : 443;
    return !redirect.getHost().equalsIgnoreCase(address.getHost())
        || port(redirect.getPort(), usual) != port(address.getPort(), usual);
  }

  private static int port(int told, int usual) {
    return told > 0 ? told : usual;
  }

  /** The same path, with a query, at the address that browsers come back to. */
  String beginning(String query) {
    return login.redirect().resolve(BEGIN + "?" + query).toString();
  }

  /**
   * Begins one.
   *
   * @param to the page that is wanted
   * @param former the id of the session that the browser has
   */
  Step begin(String to, Optional<String> former) {
    URI place;
    try {
      place = provider.known().endpoint("authorization_endpoint");
    } catch (IOException | IllegalArgumentException e) {
      return away(e);
    }
    String state = secret();
    var one = new Begun(secret(), secret(), to, former, clock.instant().plus(LASTS));
    synchronized (begun) {
      begun.values().removeIf(this::isOver);
      if (begun.size() == MOST) {
        begun.pollFirstEntry();
      }
      begun.putLast(state, one);
    }
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", login.clientId());
    query.put("redirect_uri", login.redirect().toString());
    query.put("scope", login.scope());
    query.put("state", state);
    query.put("nonce", one.nonce());
    query.put("code_challenge", challenge(one.verifier()));
    query.put("code_challenge_method", "S256");
    String sign = place.getQuery() == null ? "?" : "&";
    return new Step.There(place + sign + CodeExchange.form(query), state);
  }

  /**
   * Ends one.
   *
   * @param state that the browser's cookie has
   * @param answer what the provider sent along
   */
  Step end(Optional<String> state, Fields answer) {
    Optional<Begun> one =
        state.filter(known -> known.equals(answer.getValue("state"))).flatMap(this::take);
    if (one.isEmpty()) {
      return new Step.Refused(
          "This login was not begun in this browser, was used already, or took longer than ten"
              + " minutes. Log in again.");
    }
    String issuer = answer.getValue("iss");
    if (issuer != null && !issuer.equals(settings.issuer().toString())) {
      return new Step.Refused("The answer is of another provider than the login was begun at.");
    }
    String error = answer.getValue("error");
    String code = answer.getValue("code");
    if (error != null || code == null) {
      return new Step.Refused(refusal(error == null ? "no code" : error));
    }
    try {
      URI place = provider.known().endpoint("token_endpoint");
      return switch (exchange.of(provider.known(), place, code, one.get().verifier())) {
        case CodeExchange.Answer.IdToken(var jwt) -> judge(jwt, one.get());
        case CodeExchange.Answer.Refused(var why) -> new Step.Refused(refusal(why));
      };
    } catch (IOException | IllegalArgumentException e) {
      return away(e);
    }
  }

  private Step judge(String jwt, Begun one) {
    return switch (provider.verify(jwt, login.clientId(), "JWT")) {
      case Provider.Verified.Good(var claims) -> holder(jwt, claims, one);
      case Provider.Verified.Refused(var why) ->
          new Step.Refused("The ID token of %s does not count: %s.".formatted(name(), why));
      case Provider.Verified.Away(var why) -> away(new IOException(why));
    };
  }

  private Step holder(String jwt, JWTClaimsSet claims, Begun one) {
    Object party = claims.getClaim("azp");
    if (!one.nonce().equals(claims.getClaim("nonce"))) {
      return new Step.Refused("The ID token of %s is of another login.".formatted(name()));
    }
    if (party != null && !party.equals(login.clientId())) {
      return new Step.Refused("The ID token of %s is for another client.".formatted(name()));
    }
    try {
      Instant now = clock.instant();
      Token token =
          new Claims(claims.toJSONObject()).token(settings, jwt, now, now.plus(Sessions.LASTS));
      return new Step.In(token, one.to(), one.former());
    } catch (IllegalArgumentException e) {
      return new Step.Refused(
          "%s let you in, and this server does not: of the ID token, %s."
              .formatted(name(), e.getMessage()));
    }
  }

  private String refusal(String why) {
    return why.equals("access_denied")
        ? name() + " did not let you in."
        : "%s refused the login: %s.".formatted(name(), Printable.of(why));
  }

  private Step away(Exception e) {
    return new Step.Refused(
        "%s cannot be asked: %s. Log in with a token, or try again in a minute."
            .formatted(name(), e.getMessage()));
  }

  /** Each is good once. */
  private Optional<Begun> take(String state) {
    synchronized (begun) {
      return Optional.ofNullable(begun.remove(state)).filter(one -> !isOver(one));
    }
  }

  private boolean isOver(Begun one) {
    return !clock.instant().isBefore(one.ends());
  }

  private String secret() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** RFC 7636, section 4.2. */
  private static String challenge(String verifier) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
