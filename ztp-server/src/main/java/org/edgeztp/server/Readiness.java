package org.edgeztp.server;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.inventory.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /readyz}: whether the server does what it is there for: its database answers, and its
 * links are up and served. Anybody may ask, so it looks once a second at most, and at the database
 * with one thread.
 */
final class Readiness {
  static final String PATH = "/readyz";

  private static final Logger log = LoggerFactory.getLogger(Readiness.class);
  private static final byte[] READY = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** Probes themselves wait for a second or a few. */
  private static final int ANSWER_SECONDS = 1;

  private final DataSource database;
  private final Set<String> links;
  private final Function<String, Optional<String>> restraint;
  private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);
  private List<String> faults = List.of();
  private long looked = System.nanoTime() - FRESH.toNanos();

  /**
   * @param links names of the interfaces that machines are served on
   * @param restraint why nothing is answered on one of them
   */
  Readiness(DataSource database, Set<String> links, Function<String, Optional<String>> restraint) {
    this.database = database;
    this.links = new TreeSet<>(links);
    this.restraint = restraint;
  }

  /** Serves it beside something else. */
  Handler beside(Handler other) {
    return new Handler.Wrapper(other) {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        boolean isAsked =
            Request.getPathInContext(request).equals(PATH)
                && (HttpMethod.GET.is(request.getMethod())
                    || HttpMethod.HEAD.is(request.getMethod()));
        return isAsked ? tell(response, callback) : super.handle(request, response, callback);
      }
    };
  }

  private boolean tell(Response response, Callback callback) {
    List<String> known = faults();
    if (!known.isEmpty()) {
      return new Problem(Problem.Code.NOT_READY, String.join("; ", known)).send(response, callback);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(READY), callback);
    return true;
  }

  private synchronized List<String> faults() {
    if (System.nanoTime() - looked >= FRESH.toNanos()) {
      List<String> found = new ArrayList<>();
      if (!databaseAnswers()) {
        found.add("the database does not answer");
      }
      links.forEach(link -> fault(link).ifPresent(found::add));
      faults = List.copyOf(found);
      looked = System.nanoTime();
    }
    return faults;
  }

  private Optional<String> fault(String link) {
    try {
      NetworkInterface known = NetworkInterface.getByName(link);
      if (known == null) {
        return Optional.of("there is no link " + link);
      }
      if (!known.isUp()) {
        return Optional.of("the link " + link + " is down");
      }
      return restraint.apply(link);
    } catch (SocketException e) {
      return Optional.of("the link " + link + " cannot be looked at: " + e.getMessage());
    }
  }

  /** A pool waits for half a minute for a connection, and is asked again only after that. */
  private boolean databaseAnswers() {
    if (asked.isDone()) {
      asked = CompletableFuture.supplyAsync(this::ask, task -> Thread.ofVirtual().start(task));
    }
    try {
      return asked.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean ask() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      return true;
    } catch (SQLException e) {
      log.debug("Asking the database whether it answers", e);
      return false;
    }
  }
}
