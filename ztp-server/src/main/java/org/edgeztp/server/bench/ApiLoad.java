package org.edgeztp.server.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Clients of the API, over connections that stay open. */
final class ApiLoad {
  /** Who ask at once where the rate counts. */
  static final int CLIENTS = 4;

  /** Changes a second. */
  static final int CHANGES = 200;

  /** How long each is asked, as one client and as several. */
  static final Duration SPAN = Duration.ofSeconds(5);

  /** How many machines are taken into maintenance before the first one is taken out of it. */
  private static final int LONGEST_WAVE = 500;

  private static final int PAGES = 20;
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI server;
  private final String token;
  private final int machines;
  private final String session;

  /** Logs in to the pages as well. */
  ApiLoad(URI server, String token, int machines) throws IOException, InterruptedException {
    this.server = server;
    this.token = token;
    this.machines = machines;
    HttpRequest login =
        HttpRequest.newBuilder(server.resolve("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("token=" + token))
            .build();
    this.session =
        http.send(login, BodyHandlers.discarding())
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow(() -> new IOException("the pages let nobody in"))
            .split(";", 2)[0];
  }

  /** Warms the server up with a question, then asks it as one client and as several. */
  ApiResult ask(ApiQuestion question) throws IOException, InterruptedException {
    together(question);
    List<Long> alone = one(question, 0);
    int many = together(question).stream().mapToInt(List::size).sum();
    return ApiResult.of(question.name(), alone, (double) many / SPAN.toSeconds());
  }

  /**
   * Takes machines into maintenance and out of it, as many a second as {@link #CHANGES}, whether or
   * not the ones before were answered: what waits for them is counted in.
   */
  ApiResult change() throws IOException, InterruptedException {
    changes();
    return ApiResult.of(ApiResult.CHANGE, changes(), CHANGES);
  }

  private List<Long> changes() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    List<Callable<Long>> all = new ArrayList<>();
    int wave = Math.min(LONGEST_WAVE, machines);
    for (int i = 0; i < SPAN.toSeconds() * CHANGES; i++) {
      long due = begin + i * (1_000_000_000L / CHANGES);
      String path =
          "%s/%s/actions/maintenance-%s"
              .formatted(
                  ApiQuestion.ALL,
                  Fleet.id((i / (2 * wave) * wave + i % wave) % machines),
                  i / wave % 2 == 0 ? "on" : "off");
      all.add(() -> {
        LockSupport.parkNanos(due - System.nanoTime());
        send(request(path).POST(BodyPublishers.ofString("{\"reason\":\"new memory\"}")));
        return System.nanoTime() - due;
      });
    }
    return results(all);
  }

  private List<List<Long>> together(ApiQuestion question) throws IOException, InterruptedException {
    List<Callable<List<Long>>> clients = new ArrayList<>();
    for (int i = 1; i <= CLIENTS; i++) {
      int seed = i;
      clients.add(() -> one(question, seed));
    }
    return results(clients);
  }

  /** Nanoseconds of each answer to one client, which asks again as soon as it has one. */
  private List<Long> one(ApiQuestion question, int seed) throws IOException, InterruptedException {
    var random = new Random(seed);
    List<Long> times = new ArrayList<>();
    Optional<String> next = Optional.empty();
    long end = System.nanoTime() + SPAN.toNanos();
    while (System.nanoTime() < end) {
      String path =
          next.filter(_ -> times.size() % PAGES != 0)
              .orElseGet(() -> question.path(random, machines));
      long begin = System.nanoTime();
      String body = send(request(path).GET());
      times.add(System.nanoTime() - begin);
      Matcher link = NEXT.matcher(body);
      next = link.find() ? Optional.of(link.group(1)) : Optional.empty();
    }
    return times;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Cookie", session);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  private static <T> List<T> results(List<Callable<T>> all)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(all)) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IOException("asking the API", e.getCause());
    }
  }
}
