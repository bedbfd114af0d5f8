package org.edgeztp.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.web.Gate;
import org.edgeztp.inventory.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before the pages for people. A person logs in with a token of the API, or by an OpenID
 * provider; the browser gets a cookie that says nothing but which session it is. A form counts only
 * with the session's seal.
 *
 * <p>{@code /login}, what is below it, and {@code /assets} are for everybody.
 */
final class PageGuard extends Handler.Wrapper {
  private static final Logger log = LoggerFactory.getLogger(PageGuard.class);
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final String LOGIN = "/login";

  /** Scripts, styles and pictures are ours, in files; nothing is framed, embedded or sent away. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Problem FORGED =
      new Problem(
          Problem.Code.SEAL,
          "this form does not belong to your session: go back, load the page anew, and try again");

  private final ApiTokens tokens;
  private final Sessions sessions;
  private final Failures failures;
  private final Logins logins;
  private final Refusals refusals;
  private final Admission admission;
  private final Optional<LoginRoutes> provider;

  /**
   * @param login by which people may log in as well
   */
  PageGuard(
      ApiTokens tokens,
      Sessions sessions,
      Optional<ProviderLogin> login,
      Failures failures,
      Audit audit,
      Clock clock,
      Handler pages,
      Refusals refusals) {
    super(pages);
    this.tokens = tokens;
    this.sessions = sessions;
    this.failures = failures;
    this.logins = new Logins(audit, clock);
    this.provider = login.map(way -> new LoginRoutes(way, sessions, logins, super::handle));
    this.refusals = refusals;
    this.admission = new Admission(audit, clock, _ -> false, super::handle, refusals);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    protect(response);
    String path = Request.getPathInContext(request);
    boolean reads = READS.contains(request.getMethod());
    if (path.startsWith("/assets/")) {
      return super.handle(request, response, callback);
    }
    if (reads && (path.equals(LOGIN) || path.startsWith(LOGIN + "/"))) {
      return showLogin(path, request, response, callback);
    }
    if (!reads && Gate.isOfAnotherSite(request)) {
      return refusals.send(FORGED, request, response, callback);
    }
    if (path.equals(LOGIN)) {
      return logIn(request, response, callback);
    }
    Optional<Session> session = sessions.of(request);
    if (session.isEmpty()) {
      return toLogin(request, reads ? "" : "&why=over", response, callback);
    }
    session.get().attachTo(request);
    boolean counts = reads || isSealed(session.get(), request);
    return counts
        ? within(session.get(), path, request, response, callback)
        : refusals.send(FORGED, request, response, callback);
  }

  private boolean within(
      Session session, String path, Request request, Response response, Callback callback)
      throws Exception {
    if (path.equals("/logout") && !READS.contains(request.getMethod())) {
      sessions.end(session, request, response);
      logins.done(session.token(), request);
      return redirect(LOGIN, request, response, callback);
    }
    return admission.admit(
        session.token(), () -> sessions.isOpen(session), names(path), request, response, callback);
  }

  /** Those of a path. Empty ones do not count, as they do not to the pages. */
  private static List<String> names(String path) {
    List<String> names = Stream.of(path.split("/", -1)).filter(name -> !name.isEmpty()).toList();
    return names.isEmpty() ? List.of("") : names;
  }

  private boolean showLogin(String path, Request request, Response response, Callback callback)
      throws Exception {
    if (provider.isPresent() && path.equals(ProviderLogin.BEGIN)) {
      String to = Request.extractQueryParameters(request).getValue("to");
      return provider
          .get()
          .begin(to == null || !isOurs(to) ? "/" : to, request, response, callback);
    }
    if (provider.isPresent() && path.equals(ProviderLogin.BACK)) {
      return provider.get().end(request, response, callback);
    }
    new LoginOffer(provider.map(way -> way.login().name()), Optional.empty(), Optional.empty())
        .attachTo(request);
    return super.handle(request, response, callback);
  }

  private boolean logIn(Request request, Response response, Callback callback) {
    String origin = Request.getRemoteAddr(request);
    if (failures.isHeld(origin)) {
      return toLogin(request, "&why=held", response, callback);
    }
    Optional<Form> form = form(request);
    Optional<Token> token = form.flatMap(sent -> sent.value("token")).flatMap(tokens::holder);
    if (token.isEmpty()) {
      failures.add(origin);
      logins.refused("a wrong token", request);
      log.warn("A wrong token came from {} for the pages", origin);
      return toLogin(request, "&why=wrong", response, callback);
    }
    log.info("{} logs in from {}", token.get().name(), origin);
    sessions.begin(token.get(), request, response);
    logins.done(token.get(), request);
    return redirect(
        form.flatMap(sent -> sent.value("to")).filter(PageGuard::isOurs).orElse("/"),
        request,
        response,
        callback);
  }

  /** A path of this server and nothing that a browser takes for another's. */
  private static boolean isOurs(String to) {
    return to.matches("/(?![/\\\\])[!-~&&[^\\\\]]{0,2000}");
  }

  private boolean toLogin(Request request, String why, Response response, Callback callback) {
    String to =
        READS.contains(request.getMethod())
            ? request.getHttpURI().getPathQuery()
            : form(request).flatMap(sent -> sent.value("to")).orElse("/");
    return redirect(
        LOGIN + "?to=" + URLEncoder.encode(to, UTF_8) + why, request, response, callback);
  }

  private static boolean redirect(
      String to, Request request, Response response, Callback callback) {
    Response.sendRedirect(request, response, callback, 303, to, true);
    return true;
  }

  private static boolean isSealed(Session session, Request request) {
    return form(request)
        .flatMap(form -> form.value(Form.SEAL))
        .filter(seal -> Sessions.isSealed(session, seal))
        .isPresent();
  }

  private static Optional<Form> form(Request request) {
    try {
      return Optional.of(Form.of(request).orElseGet(() -> Form.read(request)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void protect(Response response) {
    response.getHeaders().put("Content-Security-Policy", CONTENT_POLICY);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put("Referrer-Policy", "same-origin");
    response.getHeaders().put("Cross-Origin-Opener-Policy", "same-origin");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
  }
}
