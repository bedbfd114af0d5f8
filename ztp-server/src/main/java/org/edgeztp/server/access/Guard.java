package org.edgeztp.server.access;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the API: lets in who has a bearer token (RFC 6750) of the role that is needed, and
 * puts on record what they change. Scripts of the pages come with their session and its seal: a
 * header that no page of another site can send.
 */
final class Guard extends Handler.Wrapper {
  private static final Logger log = LoggerFactory.getLogger(Guard.class);
  private static final String SCHEME = "Bearer ";

  /** The browsable page of the API has its style within, and no script. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

  /** What tells nothing of this server but that it is there. */
  private static final Set<String> OPEN =
      Set.of("/healthz", "/readyz", "/api/v1/openapi.json", "/api/v1/openapi.yaml", "/api/v1/docs");

  private static final HttpField CHALLENGE =
      new HttpField(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"EdgeZTP\"");
  private static final HttpField WRONG =
      new HttpField(
          HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"EdgeZTP\", error=\"invalid_token\"");

  private static final Problem NONE =
      new Problem(
          Problem.Code.NO_TOKEN,
          "the API wants a token, and none was sent: name its file by ZTP_TOKEN_FILE or --token-file, or"
              + " send it as 'Authorization: Bearer TOKEN'; the first one is in admin-token of the server's"
              + " data folder");
  private static final String UNKNOWN =
      "the token is unknown, revoked or over: ask an administrator for another (ztp token create)";
  private static final String SEAL = "Ztp-Seal";
  private static final Problem OVER =
      new Problem(
          Problem.Code.SEAL, "your session is over: load the page anew, log in, and try again");
  private static final Problem HELD =
      new Problem(
          Problem.Code.HELD, "too many wrong tokens came from this address: try again in a minute");

  /** What is answered with what would happen, where {@code dry-run=true} asks for that. */
  private static final Pattern TRIED =
      Pattern.compile("/api/v1/(machines(/[^/]+)?/actions/[^/]+|expected)");

  private static final Problem UNTRIED =
      Problem.badRequest(
          "dry-run is for actions on machines and for what is expected: nothing was done");

  private final ApiTokens tokens;
  private final Sessions sessions;
  private final Optional<Oidc> provider;
  private final Failures failures;
  private final Admission admission;

  /**
   * @param provider whose tokens are taken beside ours
   */
  Guard(
      ApiTokens tokens,
      Sessions sessions,
      Optional<Oidc> provider,
      Failures failures,
      Audit audit,
      Clock clock,
      Handler api) {
    super(api);
    this.tokens = tokens;
    this.sessions = sessions;
    this.provider = provider;
    this.failures = failures;
    this.admission =
        new Admission(
            audit,
            clock,
            Guard::isTrial,
            super::handle,
            (problem, _, response, callback) -> problem.send(response, callback));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Content-Security-Policy", POLICY);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    String path = Request.getPathInContext(request);
    if (OPEN.contains(path)) {
      return super.handle(request, response, callback);
    }
    String origin = Request.getRemoteAddr(request);
    if (failures.isHeld(origin)) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, Failures.PERIOD.toSeconds());
      return HELD.send(response, callback);
    }
    Optional<String> secret = secret(request);
    String seal = request.getHeaders().get(SEAL);
    if (secret.isEmpty() && seal != null) {
      return ofPage(seal, path, request, response, callback);
    }
    if (secret.isEmpty()) {
      response.getHeaders().put(CHALLENGE);
      return NONE.send(response, callback);
    }
    return switch (judge(secret.get())) {
      case Oidc.Verdict.Holder(var token) ->
          admit(token, () -> tokens.stands(token), path, request, response, callback);
      case Oidc.Verdict.Away(var why) -> {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, Provider.PAUSE.toSeconds());
        yield new Problem(Problem.Code.AWAY, why).send(response, callback);
      }
      case Oidc.Verdict.Refused(var why) -> {
        failures.add(origin);
        String asked = path.replaceAll("[^!-~]", "?");
        // The provider's library repeats parts of the token in it.
        log.warn("A wrong token came from {} for {}: {}", origin, asked, Printable.of(why));
        response.getHeaders().put(WRONG);
        yield new Problem(Problem.Code.WRONG_TOKEN, why).send(response, callback);
      }
    };
  }

  private boolean ofPage(
      String seal, String path, Request request, Response response, Callback callback)
      throws Exception {
    Optional<Session> session = sessions.of(request).filter(open -> Sessions.isSealed(open, seal));
    return session.isEmpty()
        ? OVER.send(response, callback)
        : admit(
            session.get().token(),
            () -> sessions.isOpen(session.get()),
            path,
            request,
            response,
            callback);
  }

  /** What would be done in spite of its dry-run is not done. */
  private boolean admit(
      Token token,
      BooleanSupplier stands,
      String path,
      Request request,
      Response response,
      Callback callback)
      throws Exception {
    return (isTrial(request) && !TRIED.matcher(path).matches())
        ? UNTRIED.send(response, callback)
        : admission.admit(token, stands, names(path), request, response, callback);
  }

  private Oidc.Verdict judge(String secret) {
    return provider.isPresent() && Oidc.isSigned(secret)
        ? provider.get().judge(secret)
        : tokens
            .holder(secret)
            .<Oidc.Verdict>map(Oidc.Verdict.Holder::new)
            .orElse(new Oidc.Verdict.Refused(UNKNOWN));
  }

  /** The names behind {@code /api/v1/}, and of what is elsewhere all of them. */
  private static List<String> names(String path) {
    List<String> names = List.of(path.substring(1).split("/", -1));
    return names.size() < 3 ? names : names.subList(2, names.size());
  }

  /** What only says what would happen. */
  private static boolean isTrial(Request request) {
    return "true".equals(Request.extractQueryParameters(request).getValue("dry-run"));
  }

  private static Optional<String> secret(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip());
  }
}
