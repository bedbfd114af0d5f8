package org.edgeztp.server.artifact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /artifacts/NAME/VERSION/ARCH/FILE} for machines, and of any folder above it a list of all
 * that is below, as JSON.
 */
final class ArtifactFiles extends Handler.Abstract {
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final JsonMapper JSON = new JsonMapper();

  private final Artifacts store;
  private final ContentSender sender = new ContentSender();

  ArtifactFiles(Artifacts store) {
    this.store = store;
  }

  /**
   * What a machine needs to fetch and check one.
   *
   * @param size in bytes
   */
  record Line(
      String name, String version, String arch, String file, String url, long size, String sha256) {
    static Line of(Artifact one, String base) {
      return new Line(
          one.name(),
          one.version(),
          one.arch(),
          one.file(),
          base + Artifacts.PREFIX + one.path(),
          one.size(),
          one.sha256());
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String asked = Request.getPathInContext(request);
    if (!asked.startsWith(Artifacts.PREFIX)) {
      return false;
    }
    if (!READS.contains(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      return refuse(405, "artifacts are added over the API: ztp artifact add", response, callback);
    }
    String path = asked.substring(Artifacts.PREFIX.length());
    if (path.isEmpty() || path.endsWith("/")) {
      return list(path, request, response, callback);
    }
    Optional<Artifact> found = store.find(path);
    Optional<Path> content = found.map(Artifact::hash).flatMap(store::content);
    return content.isPresent()
        ? sender.send(
            content.get(),
            found.get().sha256(),
            "application/octet-stream",
            request,
            response,
            callback)
        : refuse(
            404, "there is no artifact " + path + "; /artifacts/ lists them", response, callback);
  }

  private boolean list(String below, Request request, Response response, Callback callback) {
    String base = base(request);
    List<Line> lines =
        store.all().stream()
            .filter(one -> one.path().startsWith(below))
            .map(one -> Line.of(one, base))
            .toList();
    byte[] body = JSON.writeValueAsBytes(Map.of("items", lines));
    return send("application/json", body, response, callback);
  }

  /** The server as the machine reached it. */
  private static String base(Request request) {
    int port = Request.getServerPort(request);
    return "http://" + Request.getServerName(request) + (port == 80 ? "" : ":" + port);
  }

  private static boolean refuse(int status, String why, Response response, Callback callback) {
    response.setStatus(status);
    return send(
        "text/plain;charset=utf-8",
        (why + "\n").getBytes(StandardCharsets.UTF_8),
        response,
        callback);
  }

  private static boolean send(String type, byte[] body, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }
}
