package org.edgeztp.server.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.server.repository.SteadyBody.Rest;

/**
 * The archives this mirror copies. Follows redirects; the message of every failure names the host.
 */
final class Upstream implements AutoCloseable {
  /** What an upstream says of a file. */
  sealed interface Answer {
    /** To be closed by the taker. */
    record Content(SteadyBody body) implements Answer {}

    record Unchanged() implements Answer {}

    record Absent(String why) implements Answer {}
  }

  /** A date identifies bytes once it is older than any change within its second can be. */
  private static final Duration SETTLED = Duration.ofSeconds(60);

  private final HttpClient client;
  private final Timing timing;

  Upstream(Timing timing) {
    this.timing = timing;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(timing.connect())
            .build();
  }

  /**
   * Asks for a file.
   *
   * @param known what is here already; the answer may then be {@link Answer.Unchanged}
   * @throws IOException if the upstream cannot be reached or answers anything else
   */
  Answer get(URI file, Optional<Head> known) throws IOException {
    HttpRequest.Builder request = request(file);
    known.flatMap(Head::etag).ifPresent(tag -> request.header("If-None-Match", tag));
    known
        .flatMap(Head::lastModified)
        .ifPresent(at -> request.header("If-Modified-Since", HttpDate.format(at)));
    HttpResponse<InputStream> response = send(request.build());
    int status = response.statusCode();
    boolean folder = response.uri().getPath().endsWith("/");
    if (status == 200 && !folder) {
      return new Answer.Content(content(file, response));
    }
    response.body().close();
    if (status == 304 && known.isPresent()) {
      return new Answer.Unchanged();
    }
    return switch (status) {
      case 200 -> new Answer.Absent("this is a folder, and the mirror lists no folders");
      case 404, 410 -> new Answer.Absent(file.getHost() + " has no such file");
      default -> throw new IOException(file.getHost() + " answered " + status);
    };
  }

  private SteadyBody content(URI file, HttpResponse<InputStream> response) throws IOException {
    Optional<String> length = response.headers().firstValue("Content-Length");
    if (length.isEmpty() || !length.get().matches("\\d{1,18}")) {
      response.body().close();
      throw new IOException(file.getHost() + " tells no length, so a cut could not be noticed");
    }
    Head head =
        new Head(
            Long.parseLong(length.get()),
            response.headers().firstValue("ETag"),
            date(response, "Last-Modified"));
    Optional<Rest> rest =
        sameBytes(head, response).map(condition -> from -> rest(file, head, condition, from));
    return new SteadyBody(head, response.body(), rest, timing);
  }

  /**
   * What to put into If-Range (RFC 9110 section 13.1.5), if the upstream gave a strong validator.
   */
  private static Optional<String> sameBytes(Head head, HttpResponse<?> response) {
    Optional<Instant> settled = date(response, "Date").map(date -> date.minus(SETTLED));
    return head.strongTag()
        .or(() ->
            head.lastModified()
                .filter(at -> settled.filter(at::isBefore).isPresent())
                .map(HttpDate::format));
  }

  private InputStream rest(URI file, Head head, String condition, long from) throws IOException {
    HttpRequest request =
        request(file).header("Range", "bytes=" + from + "-").header("If-Range", condition).build();
    HttpResponse<InputStream> response = send(request);
    String wanted = "bytes " + from + "-" + (head.length() - 1) + "/" + head.length();
    Optional<String> got = response.headers().firstValue("Content-Range");
    if (response.statusCode() == 206 && got.equals(Optional.of(wanted))) {
      return response.body();
    }
    response.body().close();
    throw new IOException(
        file.getHost() + " answered " + response.statusCode() + " when asked for the rest");
  }

  private HttpRequest.Builder request(URI file) {
    return HttpRequest.newBuilder(file).timeout(timing.answer());
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    String host = request.uri().getHost();
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (ConnectException unreachable) {
      throw new IOException(host + " cannot be reached", unreachable);
    } catch (HttpTimeoutException silent) {
      throw new IOException(host + " did not answer in time", silent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("the mirror is closing", stopped);
    } catch (IOException broken) {
      throw new IOException(host + " broke the connection before it answered", broken);
    }
  }

  private static Optional<Instant> date(HttpResponse<?> response, String header) {
    return response.headers().firstValue(header).flatMap(HttpDate::parse);
  }

  /** Cuts what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
