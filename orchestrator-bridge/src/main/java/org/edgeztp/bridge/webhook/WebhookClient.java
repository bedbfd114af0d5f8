package org.edgeztp.bridge.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.edgeztp.bridge.Handoff;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.webhook.Answers.Answer;

/**
 * Sends signed CloudEvents, and asks by GET. Goes only where it is told to; no answer leads it
 * anywhere else. May be used by many threads.
 */
public final class WebhookClient implements AutoCloseable {
  private static final long MOST_BYTES = 64 * 1024;

  private final Clock clock;
  private final Duration timeout;
  private final HttpClient client;

  public WebhookClient(Clock clock) {
    this(clock, Handoff.CALL);
  }

  /**
   * @param timeout of a whole call, from connecting to the answer's last byte
   */
  WebhookClient(Clock clock, Duration timeout) {
    this.clock = clock;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  /** Posts an event; pending when it was heard. Throws nothing. */
  public Verdict.OnMessage tell(Endpoint endpoint, CloudEvent event) {
    byte[] body = event.toJson();
    SignedHeaders signed = endpoint.signing().sign(event.id(), clock.instant(), body);
    var request = request(endpoint.url()).header("Content-Type", CloudEvent.MEDIA_TYPE);
    signed.asMap().forEach(request::header);
    return switch (call(request.POST(BodyPublishers.ofByteArray(body)).build())) {
      case Call.Answered(var answer) -> Answers.toMessage(answer, clock.instant());
      case Call.Failed(var why) -> new Verdict.Unreachable(why, Optional.empty());
    };
  }

  /** What there is at a URL. */
  Call ask(URI url) {
    return call(request(url).header("Accept", "application/json").GET().build());
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  /** What came of a call. */
  sealed interface Call {
    record Answered(Answer answer) implements Call {}

    record Failed(String why) implements Call {}
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).header("User-Agent", "EdgeZTP");
  }

  /** The client's own timeout ends with the headers; this one covers the body too. */
  private Call call(HttpRequest request) {
    var body = BodyHandlers.limiting(BodyHandlers.ofString(UTF_8), MOST_BYTES);
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, body);
    try {
      HttpResponse<String> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Call.Answered(
          new Answer(
              response.statusCode(),
              response.headers().firstValue("Retry-After"),
              response.body()));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Call.Failed("no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      return new Call.Failed(reason(e));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Call.Failed("this server was stopped while it waited for the answer");
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = cause.getMessage();
    if (cause instanceof ConnectException) {
      return "no connection" + (message == null ? "" : ": " + message);
    }
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
