package org.edgeztp.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.server.boot.Refusal;
import tools.jackson.databind.json.JsonMapper;

/** The few forms an answer to a machine takes. */
final class DeviceResponses {
  private static final JsonMapper JSON = new JsonMapper();

  private DeviceResponses() {}

  static boolean text(Response response, Callback callback, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, java.nio.ByteBuffer.wrap(bytes), callback);
    return true;
  }

  /**
   * One line for the console of a machine, whose tools show bodies as they come; a problem of RFC
   * 9457 for who says that it reads JSON.
   */
  static boolean refuse(Response response, Callback callback, Refusal refusal) {
    response.setStatus(refusal.status());
    String accepted = response.getRequest().getHeaders().get(HttpHeader.ACCEPT);
    if (accepted != null && accepted.contains("json")) {
      Map<String, Object> problem = new LinkedHashMap<>();
      problem.put("type", "about:blank");
      problem.put("title", HttpStatus.getMessage(refusal.status()));
      problem.put("status", refusal.status());
      problem.put("detail", refusal.reason());
      return text(response, callback, "application/problem+json", JSON.writeValueAsString(problem));
    }
    return text(response, callback, "text/plain;charset=utf-8", refusal.reason() + "\n");
  }

  static boolean noContent(Response response, Callback callback) {
    response.setStatus(204);
    callback.succeeded();
    return true;
  }

  /** What stands behind the context and its slash, or several; empty where nothing does. */
  static String rest(Request request) {
    return Request.getPathInContext(request).replaceFirst("^/+", "");
  }

  /** The address of the asking machine. */
  static InetAddress client(Request request) {
    return ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress())
        .getAddress();
  }

  /** URL of the device plane as the asking machine sees it, without a trailing slash. */
  static String base(Request request) {
    var here = (InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress();
    String port = here.getPort() == 80 ? "" : ":" + here.getPort();
    return "http://" + Ipv6.host(here.getAddress()) + port;
  }

  /**
   * The whole body as text; empty when it is longer than the limit. The client hears of that only
   * once it has sent all, so a few times as much is read on.
   */
  static Optional<String> body(Request request, int limit) throws java.io.IOException {
    try (var in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(limit);
      return in.skip(4L * limit) == 0
          ? Optional.of(new String(body, StandardCharsets.UTF_8))
          : Optional.empty();
    }
  }
}
