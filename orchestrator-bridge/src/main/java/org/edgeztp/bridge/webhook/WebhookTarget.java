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
import org.edgeztp.bridge.HandoffTarget;
import org.edgeztp.bridge.Message;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.webhook.Answers.Answer;

/**
 * An orchestrator behind HTTP: tells by a signed CloudEvent and asks by GET. Goes only to the two
 * configured URLs; no answer leads it anywhere else.
 */
public final class WebhookTarget implements HandoffTarget, AutoCloseable {
  private static final long MOST_BYTES = 64 * 1024;

  private final WebhookConfig config;
  private final Clock clock;
  private final Duration timeout;
  private final HttpClient client;

  public WebhookTarget(WebhookConfig config, Clock clock) {
    this(config, clock, Handoff.CALL);
  }

  /**
   * @param timeout of a whole call, from connecting to the answer's last byte
   */
  WebhookTarget(WebhookConfig config, Clock clock, Duration timeout) {
    this.config = config;
    this.clock = clock;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public Verdict.OnMessage tell(Message message) {
    byte[] body = CloudEvent.of(message, config.source()).toJson();
    SignedHeaders signed = config.signing().sign(message.event(), clock.instant(), body);
    var request = request(config.events()).header("Content-Type", CloudEvent.MEDIA_TYPE);
    signed.asMap().forEach(request::header);
    return switch (call(request.POST(BodyPublishers.ofByteArray(body)).build())) {
      case Call.Answered(var answer) -> Answers.toMessage(answer, clock.instant());
      case Call.Failed(var why) -> new Verdict.Unreachable(why, Optional.empty());
    };
  }

  @Override
  public Verdict observe(Message message) {
    var request = request(config.machine(message.machine())).header("Accept", "application/json");
    return switch (call(request.GET().build())) {
      case Call.Answered(var answer) -> Answers.toQuestion(answer, message, clock.instant());
      case Call.Failed(var why) -> new Verdict.Unreachable(why, Optional.empty());
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  private sealed interface Call {
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
