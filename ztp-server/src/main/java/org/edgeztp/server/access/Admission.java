package org.edgeztp.server.access;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Request.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Witness;

/**
 * Lets a request in when the role of who asks covers it, under the name of who asks and to the
 * machines of the sites that the token is for, and puts on record what changes something.
 *
 * @param asksOnly whether a request changes nothing, whatever its method
 * @param inside answers what is let in
 * @param refusals tells the rest
 */
record Admission(
    Audit audit, Clock clock, Predicate<Request> asksOnly, Handler inside, Refusals refusals) {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  /**
   * Answers a request.
   *
   * @param stands whether the token still counts: live answers end when it does not
   * @param names of the path that it is for, behind the API's own prefix; at least one
   */
  boolean admit(
      Token token,
      BooleanSupplier stands,
      List<String> names,
      Request request,
      Response response,
      Callback callback)
      throws Exception {
    Role needed = Rights.needed(request.getMethod(), names);
    if (READS.contains(request.getMethod()) || asksOnly.test(request)) {
      return answer(token, stands, needed, names, request, response, callback);
    }
    var recorded = new RecordedRequest(request);
    var witness = new Witness();
    var told =
        new RecordedResponse(
            recorded, response, status -> audit.add(entry(token, recorded, status, witness)));
    return witness.watch(() -> answer(token, stands, needed, names, recorded, told, callback));
  }

  private boolean answer(
      Token token,
      BooleanSupplier stands,
      Role needed,
      List<String> names,
      Request request,
      Response response,
      Callback callback)
      throws Exception {
    String resource = names.getFirst();
    if (!Rights.allow(token.role(), needed, resource)) {
      return refusals.send(tooLittle(token, needed), request, response, callback);
    }
    if (!token.sites().isEmpty() && Rights.isOfAllSites(resource)) {
      return refusals.send(tooFew(token), request, response, callback);
    }
    return Caller.named(
        token.name(), token.sites(), stands, () -> inside.handle(request, response, callback));
  }

  private static Problem tooFew(Token token) {
    return new Problem(
        Problem.Code.SITE,
        "this tells of all sites, and the token '%s' is for %s"
            .formatted(token.name(), String.join(", ", new TreeSet<>(token.sites()))));
  }

  private static Problem tooLittle(Token token, Role needed) {
    return new Problem(
        Problem.Code.ROLE,
        "this takes the role %s, and the token '%s' has %s"
            .formatted(needed.text(), token.name(), token.role().text()));
  }

  private Audit.Entry entry(Token token, RecordedRequest request, int status, Witness witness) {
    return new Audit.Entry(
        0,
        clock.instant(),
        token.name(),
        token.role().text(),
        Request.getRemoteAddr(request),
        request.getMethod(),
        request.getHttpURI().getPathQuery(),
        status,
        request.asked(),
        Difference.of(witness.sights()));
  }
}
