package org.edgeztp.server.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the API: lets in who has a bearer token (RFC 6750) of the role that is needed, and
 * puts on record what they change.
 */
final class Guard extends Handler.Wrapper {
  private static final Logger log = LoggerFactory.getLogger(Guard.class);
  private static final String SCHEME = "Bearer ";
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final HttpField CHALLENGE =
      new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"EdgeZTP\"");
  private static final HttpField WRONG =
      new HttpField(
          HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"EdgeZTP\", error=\"invalid_token\"");

  private static final Problem NONE =
      new Problem(
          401,
          "no-token",
          "the API wants a token, and none was sent: name its file by ZTP_TOKEN_FILE or --token-file, or"
              + " send it as 'Authorization: Bearer TOKEN'; the first one is in admin-token of the server's"
              + " data folder");
  private static final Problem UNKNOWN =
      new Problem(
          401,
          "wrong-token",
          "the token is unknown, revoked or over: ask an administrator for another (ztp token"
              + " create)");
  private static final Problem HELD =
      new Problem(
          429, "held", "too many wrong tokens came from this address: try again in a minute");

  private final ApiTokens tokens;
  private final Audit audit;
  private final Clock clock;
  private final Failures failures;

  Guard(ApiTokens tokens, Audit audit, Clock clock, Handler api) {
    super(api);
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
    this.failures = new Failures(clock);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    String path = Request.getPathInContext(request);
    if (path.equals("/healthz")) {
      return super.handle(request, response, callback);
    }
    String origin = Request.getRemoteAddr(request);
    if (failures.isHeld(origin)) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Failures.PERIOD.toSeconds());
      return HELD.send(response, callback);
    }
    Optional<String> secret = secret(request);
    if (secret.isEmpty()) {
      response.getHeaders().put(CHALLENGE);
      return NONE.send(response, callback);
    }
    Optional<Token> token = tokens.holder(secret.get());
    if (token.isEmpty()) {
      failures.add(origin);
      log.warn("A wrong token came from {} for {}", origin, path.replaceAll("[^!-~]", "?"));
      response.getHeaders().put(WRONG);
      return UNKNOWN.send(response, callback);
    }
    return admit(token.get(), path, request, response, callback);
  }

  private boolean admit(
      Token token, String path, Request request, Response response, Callback callback)
      throws Exception {
    Role needed = Rights.needed(request.getMethod(), List.of(path.substring(1).split("/", -1)));
    if (READS.contains(request.getMethod()) || isTrial(request)) {
      return answer(token, needed, request, response, callback);
    }
    var recorded = new RecordedRequest(request);
    var told =
        new RecordedResponse(
            recorded, response, status -> audit.add(entry(token, recorded, status)));
    return answer(token, needed, recorded, told, callback);
  }

  private boolean answer(
      Token token, Role needed, Request request, Response response, Callback callback)
      throws Exception {
    return token.role().covers(needed)
        ? Caller.named(token.name(), () -> super.handle(request, response, callback))
        : refuse(token, needed, response, callback);
  }

  /** What only says what would happen. */
  private static boolean isTrial(Request request) {
    return "true".equals(Request.extractQueryParameters(request).getValue("dry-run"));
  }

  private static boolean refuse(Token token, Role needed, Response response, Callback callback) {
    return new Problem(
            403,
            "role",
            "this takes the role %s, and the token '%s' has %s"
                .formatted(needed.text(), token.name(), token.role().text()))
        .send(response, callback);
  }

  private Audit.Entry entry(Token token, RecordedRequest request, int status) {
    return new Audit.Entry(
        0,
        clock.instant(),
        token.name(),
        token.role().text(),
        Request.getRemoteAddr(request),
        request.getMethod(),
        request.getHttpURI().getPathQuery(),
        status,
        request.body().map(Redaction::of).orElse("(more than is kept)"));
  }

  private static Optional<String> secret(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip());
  }
}
