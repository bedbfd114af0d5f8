package org.edgeztp.server.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.edgeztp.bridge.webhook.SignedHeaders;
import org.edgeztp.bridge.webhook.StandardWebhooks;
import org.edgeztp.bridge.webhook.StandardWebhooks.Verification;

/**
 * The lab's orchestrator: takes machines over by {@code POST /events}, signed after Standard
 * Webhooks, and confirms each by {@code GET /machines/ID}. It takes every machine whose event is
 * genuine, and an event only once.
 */
public final class Receiver implements AutoCloseable {
  private static final int MOST_BYTES = 64 * 1024;
  private static final String MACHINES = "/machines/";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private Receiver(InetSocketAddress address, Handler handler) {
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    server.addConnector(connector);
    server.setHandler(handler);
  }

  /**
   * Starts to listen. Returns once it does.
   *
   * @param address port 0 takes a free one
   * @param keys {@code whsec_} or {@code whpk_}, at least one
   * @param file gets each event as a line of JSON, and gives them back after a restart
   * @param lines gets one line for a person per event
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when a key is malformed
   */
  public static Receiver start(
      InetSocketAddress address,
      List<String> keys,
      Optional<Path> file,
      Clock clock,
      Consumer<String> lines)
      throws IOException {
    var routes = new Routes(StandardWebhooks.of(keys), ReceiverBook.open(file), clock, lines);
    var receiver = new Receiver(address, routes);
    LifeCycle.start(receiver.server);
    return receiver;
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://" + connector.getHost() + ":" + connector.getLocalPort());
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }

  private record Answer(int status, String type, String body) {
    static Answer plain(int status, String reason) {
      return new Answer(status, "text/plain;charset=utf-8", reason + "\n");
    }
  }

  private static final class Routes extends Handler.Abstract {
    private final StandardWebhooks known;
    private final ReceiverBook book;
    private final Clock clock;
    private final Consumer<String> lines;

    Routes(StandardWebhooks known, ReceiverBook book, Clock clock, Consumer<String> lines) {
      this.known = known;
      this.book = book;
      this.clock = clock;
      this.lines = lines;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      String what = request.getMethod() + " " + Request.getPathInContext(request);
      Answer answer =
          what.equals("POST /events")
              ? take(request)
              : what.startsWith("GET " + MACHINES)
                  ? confirm(what.substring(("GET " + MACHINES).length()))
                  : Answer.plain(404, "there are /events to post and /machines/ID to get");
      response.setStatus(answer.status());
      response.getHeaders().put("Content-Type", answer.type());
      Content.Sink.write(response, true, answer.body(), callback);
      return true;
    }

    private Answer take(Request request) throws IOException {
      byte[] body;
      try (InputStream in = Content.Source.asInputStream(request)) {
        body = in.readNBytes(MOST_BYTES + 1);
      }
      if (body.length > MOST_BYTES) {
        return Answer.plain(413, "an event has at most " + MOST_BYTES + " bytes");
      }
      var headers = SignedHeaders.from(name -> Optional.ofNullable(request.getHeaders().get(name)));
      return switch (known.verify(headers, body, clock.instant())) {
        case Verification.Refused(var why) -> Answer.plain(401, why);
        case Verification.Genuine _ -> remember(headers.id(), new String(body, UTF_8));
      };
    }

    private Answer remember(String id, String body) throws IOException {
      Optional<ReceiverEvent> event = ReceiverEvent.parse(body).filter(it -> it.id().equals(id));
      if (event.isEmpty()) {
        return Answer.plain(422, "the body is no event of a machine with the id of its header");
      }
      if (book.add(event.get())) {
        lines.accept(event.get().line());
      }
      return Answer.plain(202, "taken");
    }

    private Answer confirm(String machine) {
      return book.of(machine)
          .map(event -> new Answer(200, "application/json", event.answer()))
          .orElseGet(() -> Answer.plain(404, "no event told of such a machine"));
    }
  }
}
