package org.edgeztp.server.access;

import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a browser through the login of a provider.
 *
 * @param sessions where it ends
 * @param logins who came through it, and who did not
 * @param page shows the login page, with the request's {@link LoginOffer}
 */
record LoginRoutes(ProviderLogin login, Sessions sessions, Logins logins, Request.Handler page) {
  private static final Logger log = LoggerFactory.getLogger(LoginRoutes.class);

  /** By it a browser says which login it began. */
  private static final String COOKIE = "ztp-login";

  /** Says that a browser was sent here already: behind a proxy, the address may still differ. */
  private static final String MOVED = "moved";

  /** Sends the browser to the provider, by way of the address that it will come back to. */
  boolean begin(String to, Request request, Response response, Callback callback) throws Exception {
    boolean moved = Request.extractQueryParameters(request).getValue(MOVED) != null;
    if (!moved && login.isElsewhere(request.getHttpURI())) {
      String there = login.beginning(CodeExchange.form(Map.of("to", to)) + "&" + MOVED + "=true");
      Response.sendRedirect(request, response, callback, 303, there, true);
      return true;
    }
    return go(login.begin(to, Sessions.id(request)), request, response, callback);
  }

  /** Takes the browser that comes back. */
  boolean end(Request request, Response response, Callback callback) throws Exception {
    Response.putCookie(response, cookie("", 0, request));
    return go(
        login.end(Sessions.cookie(COOKIE, request), Request.extractQueryParameters(request)),
        request,
        response,
        callback);
  }

  private boolean go(ProviderLogin.Step step, Request request, Response response, Callback callback)
      throws Exception {
    String origin = Request.getRemoteAddr(request);
    return switch (step) {
      case ProviderLogin.Step.There(var address, var state) -> {
        Response.putCookie(response, cookie(state, ProviderLogin.LASTS.toSeconds(), request));
        Response.sendRedirect(request, response, callback, 303, address, true);
        yield true;
      }
      case ProviderLogin.Step.In(var token, var to, var former) -> {
        log.info("{} logs in from {}", Printable.of(token.name()), origin);
        former.ifPresent(sessions::end);
        sessions.begin(token, request, response);
        logins.done(token, request);
        // Browsers send no strict cookie where another site's redirect leads to: the page itself
        // goes on.
        yield show(Optional.empty(), Optional.of(to), request, response, callback);
      }
      case ProviderLogin.Step.Refused(var why) -> {
        log.warn("Nobody was let in from {} by {}: {}", origin, login.name(), Printable.of(why));
        logins.refused(why, request);
        yield show(Optional.of(why), Optional.empty(), request, response, callback);
      }
    };
  }

  private boolean show(
      Optional<String> fault,
      Optional<String> onward,
      Request request,
      Response response,
      Callback callback)
      throws Exception {
    new LoginOffer(Optional.of(login.name()), fault, onward).attachTo(request);
    return page.handle(request, response, callback);
  }

  /** It comes back from another site, so it cannot be a strict one. */
  private static HttpCookie cookie(String value, long seconds, Request request) {
    return HttpCookie.build(COOKIE, value)
        .path("/login")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite(HttpCookie.SameSite.LAX)
        .maxAge(seconds)
        .build();
  }
}
