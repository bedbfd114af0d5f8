package org.edgeztp.inventory.web;

import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** What is turned away before anything is looked up. */
public final class Gate {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private Gate() {}

  /** Why the request goes no further; empty when it does. */
  static Optional<Problem> refusal(Request request) {
    return !READS.contains(request.getMethod()) && isOfAnotherSite(request)
        ? Optional.of(new Problem(Problem.Code.CROSS_SITE, "a page of another site asks for this"))
        : Optional.empty();
  }

  /**
   * Browsers let any page post to any server, this host's own among them, and name the page's
   * origin. Programs name none.
   */
  public static boolean isOfAnotherSite(Request request) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String host = request.getHeaders().get(HttpHeader.HOST);
    return origin != null && !origin.replaceFirst("^https?://", "").equals(host);
  }
}
