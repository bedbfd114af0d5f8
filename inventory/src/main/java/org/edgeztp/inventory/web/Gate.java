package org.edgeztp.inventory.web;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** What is turned away before anything is looked up. */
public final class Gate {
  private static final String READ = "GET, HEAD";
  private static final String ACT = "POST";
  private static final String READ_OR_ACT = READ + ", " + ACT;
  private static final String REMOVE = "DELETE";
  private static final String ANY = READ_OR_ACT + ", PUT, DELETE";

  private Gate() {}

  /** The methods that a path takes, as the header Allow lists them. */
  static String allowed(List<String> path) {
    String part = path.size() < 3 ? path.getFirst() : path.get(2);
    return switch (part) {
      case "machines" -> ofMachines(path.subList(3, path.size()));
      case "healthz", "profiles", "events", "timeline" -> READ;
      default -> path.size() > 3 ? REMOVE : READ_OR_ACT;
    };
  }

  private static String ofMachines(List<String> path) {
    return switch (path.size()) {
      case 0 -> READ_OR_ACT;
      case 1 -> READ + ", " + REMOVE;
      case 2 -> path.get(1).equals("timeline") ? READ : ANY;
      default -> path.get(1).equals("actions") ? ACT : ANY;
    };
  }

  /** Why the request goes no further; empty when it does. */
  static Optional<Problem> refusal(Request request, List<String> path) {
    String allowed = allowed(path);
    if (!List.of(allowed.split(", ", -1)).contains(request.getMethod())) {
      return Optional.of(new Problem(405, "method", "this takes " + allowed));
    }
    boolean acts = !READ.contains(request.getMethod());
    return acts && isOfAnotherSite(request)
        ? Optional.of(new Problem(403, "cross-site", "a page of another site asks for this"))
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
