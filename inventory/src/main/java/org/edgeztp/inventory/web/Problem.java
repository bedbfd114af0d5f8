package org.edgeztp.inventory.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/**
 * A refusal that a caller can act on, in the form of RFC 9457.
 *
 * @param code stable, for programs
 * @param detail one sentence for a person: what is wrong and what to do
 */
public record Problem(int status, String code, String detail) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Something is not there. */
  public static Problem notFound(String what) {
    return new Problem(404, "not-found", what);
  }

  public static Problem conflict(String why) {
    return new Problem(409, "conflict", why);
  }

  /** The request itself is wrong. */
  public static Problem badRequest(String why) {
    return new Problem(400, "bad-request", why);
  }

  private Object body() {
    return new Body("about:blank", code, status, detail);
  }

  /** Makes it the answer to a request. */
  public boolean send(Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.write(true, ByteBuffer.wrap(JSON.writeValueAsBytes(body())), callback);
    return true;
  }

  private record Body(String type, String title, int status, String detail) {}
}
