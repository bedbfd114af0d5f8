package org.edgeztp.bridge.webhook;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * A real HTTP server that answers as it is told: each reply in the script is given once, then it
 * takes every event and accepts every machine.
 */
public final class FakeOrchestrator implements AutoCloseable {
  /** What to answer; status 0 is to say nothing, and 1 to start a body and never end it. */
  public record Reply(int status, Map<String, String> headers, String body) {
    public static final Reply SILENCE = of(0, "");
    public static final Reply HALF = of(1, "");

    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body);
    }

    public static Reply machine(String state, String more) {
      return of(200, "{\"id\":\"m-0123456789\",\"state\":\"" + state + "\"," + more + "}");
    }
  }

  /** A request as it came. */
  public record Seen(String method, String path, Map<String, String> headers, String body) {
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
    }
  }

  private static final Reply TAKEN = Reply.of(202, "");
  private static final Reply ACCEPTED = Reply.machine("accepted", "\"reference\":\"node-7\"");

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Queue<Reply> toEvents = new ConcurrentLinkedQueue<>();
  private final Queue<Reply> toQuestions = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  public FakeOrchestrator() {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new Script());
    LifeCycle.start(server);
  }

  public void toEvents(Reply... replies) {
    toEvents.addAll(List.of(replies));
  }

  public void toQuestions(Reply... replies) {
    toQuestions.addAll(List.of(replies));
  }

  public List<Seen> events() {
    return seen.stream().filter(request -> request.method().equals("POST")).toList();
  }

  public List<Seen> questions() {
    return seen.stream().filter(request -> request.method().equals("GET")).toList();
  }

  public WebhookConfig config(String... keys) {
    return new WebhookConfig(
        "lab",
        URI.create("http://ztp.lab.example"),
        url(),
        base() + "/machines/{id}",
        StandardWebhooks.of(List.of(keys)));
  }

  /** Where events are posted to. */
  public URI url() {
    return URI.create(base() + "/events");
  }

  String base() {
    return "http://127.0.0.1:" + connector.getLocalPort();
  }

  @Override
  public void close() {
    closing.countDown();
    LifeCycle.stop(server);
  }

  private final class Script extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Map<String, String> headers = new java.util.HashMap<>();
      request
          .getHeaders()
          .forEach(field -> headers.put(field.getLowerCaseName(), field.getValue()));
      String body = Content.Source.asString(request);
      seen.add(new Seen(request.getMethod(), Request.getPathInContext(request), headers, body));
      boolean event = request.getMethod().equals("POST");
      Reply scripted = (event ? toEvents : toQuestions).poll();
      write(scripted != null ? scripted : event ? TAKEN : ACCEPTED, response, callback);
      return true;
    }

    private void write(Reply reply, Response response, Callback callback) throws Exception {
      if (reply.status() == 0) {
        closing.await();
      }
      response.setStatus(Math.max(200, reply.status()));
      reply.headers().forEach(response.getHeaders()::put);
      if (reply.status() == 1) {
        response.getHeaders().put("Content-Length", 10);
        Content.Sink.write(response, false, "half", Callback.NOOP);
        closing.await();
      }
      Content.Sink.write(response, true, reply.body(), callback);
    }
  }
}
