package org.edgeztp.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Who is logged in. Kept in memory alone: a restart of the server ends them all, as does the end of
 * the token.
 */
final class Sessions {
  /** A long shift. */
  static final Duration LASTS = Duration.ofHours(12);

  /** By it a browser says which session it is. */
  private static final String COOKIE = "ztp-session";

  private static final int RANDOM_BYTES = 32;

  private final ApiTokens tokens;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Open> byId = new ConcurrentHashMap<>();

  private record Open(Token token, String seal, Instant ends) {}

  Sessions(ApiTokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Begins one in place of that which the browser had. */
  void begin(Token token, Request request, Response response) {
    id(request).ifPresent(byId::remove);
    Response.putCookie(response, cookie(open(token), -1, request));
  }

  /** Ends one, if it is open, of which the request at hand does not tell. */
  void end(String id) {
    byId.remove(id);
  }

  /** Ends one. */
  void end(Session session, Request request, Response response) {
    byId.remove(session.id());
    Response.putCookie(response, cookie("", 0, request));
  }

  /** Forgets those that are over, too. */
  private String open(Token token) {
    Instant now = clock.instant();
    byId.values().removeIf(open -> !now.isBefore(open.ends()));
    String id = secret();
    byId.put(id, new Open(token, secret(), now.plus(LASTS)));
    return id;
  }

  /** That of whose request it is. */
  Optional<Session> of(Request request) {
    return id(request).flatMap(this::find);
  }

  /** The id that a request names, whether there is such a session or not. */
  static Optional<String> id(Request request) {
    return cookie(COOKIE, request);
  }

  static Optional<String> cookie(String name, Request request) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  private static HttpCookie cookie(String value, long seconds, Request request) {
    return HttpCookie.build(COOKIE, value)
        .path("/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite(HttpCookie.SameSite.STRICT)
        .maxAge(seconds)
        .build();
  }

  /** Whether something was sent by a page of the session, which alone knows its seal. */
  static boolean isSealed(Session session, String seal) {
    return MessageDigest.isEqual(seal.getBytes(UTF_8), session.seal().getBytes(UTF_8));
  }

  private Optional<Session> find(String id) {
    return Optional.ofNullable(byId.get(id))
        .filter(open -> clock.instant().isBefore(open.ends()) && tokens.stands(open.token()))
        .map(open -> new Session(id, open.token(), open.seal()));
  }

  /** Whether nobody has ended it, nor time. */
  boolean isOpen(Session session) {
    return find(session.id()).isPresent();
  }

  private String secret() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
