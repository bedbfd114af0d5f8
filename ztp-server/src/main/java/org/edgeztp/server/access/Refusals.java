package org.edgeztp.server.access;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.web.Problem;

/** How a refusal is told to who asked. */
@FunctionalInterface
public interface Refusals {
  /** Answers the request with it. */
  boolean send(Problem problem, Request request, Response response, Callback callback);
}
