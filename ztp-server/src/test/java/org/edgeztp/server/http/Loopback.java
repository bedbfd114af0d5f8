package org.edgeztp.server.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A handler over real HTTP on the loopback, and the client that asks it. */
final class Loopback implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpListener listener;

  Loopback(Handler handler) {
    listener = new HttpListener("device", List.of("127.0.0.1"), 0, handler);
  }

  String base() {
    return "http://127.0.0.1:" + listener.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base() + path));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
    listener.close();
  }

  /** Stands where the package mirror is, and has nothing. */
  static final class NoMirror extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return false;
    }
  }
}
