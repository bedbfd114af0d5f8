package org.edgeztp.server.access;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts on record who logs in to the pages and out of them, and from where that was tried in vain:
 * ten times a minute and address, since whoever can reach the login can fail at it.
 */
final class Logins {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String NOBODY = "nobody";

  private final Audit audit;
  private final Clock clock;
  private final Failures failures;

  Logins(Audit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
    this.failures = new Failures(clock);
  }

  /** Somebody logged in, or out. */
  void done(Token token, Request request) {
    add(token.name(), token.role().text(), 200, "", request);
  }

  /**
   * Nobody did.
   *
   * @param why a phrase for those who read the audit
   */
  void refused(String why, Request request) {
    String origin = Request.getRemoteAddr(request);
    if (!failures.isHeld(origin)) {
      failures.add(origin);
      String told = JSON.writeValueAsString(Map.of("refused", Printable.of(why)));
      add(NOBODY, "none", 401, told, request);
    }
  }

  /** Without what follows the question mark, where a provider puts its code. */
  private void add(String who, String role, int status, String asked, Request request) {
    audit.add(
        new Audit.Entry(
            0,
            clock.instant(),
            who,
            role,
            Request.getRemoteAddr(request),
            request.getMethod(),
            Request.getPathInContext(request),
            status,
            asked,
            List.of()));
  }
}
