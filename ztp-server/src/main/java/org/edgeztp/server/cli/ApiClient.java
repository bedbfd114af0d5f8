package org.edgeztp.server.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.edgeztp.server.tls.Fingerprint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operator API as its clients use it. */
public final class ApiClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int REJECTED = 422;

  private final ApiConnection connection;

  /** Asked for before each request. */
  @FunctionalInterface
  public interface Credential {
    /**
     * The bearer token to send; none where empty.
     *
     * @throws IOException when the file that has it cannot be read
     */
    Optional<String> token() throws IOException;
  }

  public ApiClient(URI server, Credential credential) {
    this(server, Optional.empty(), credential);
  }

  /**
   * A client of a server with HTTPS.
   *
   * @param certificate the server's own; otherwise an authority must have signed it
   */
  ApiClient(URI server, Optional<Fingerprint> certificate, Credential credential) {
    this.connection = new ApiConnection(server, certificate, credential);
  }

  /**
   * Everything of a kind that the API lists, from all its pages.
   *
   * @param question what follows the question mark, encoded
   */
  List<JsonNode> list(String kind, String question) throws IOException, InterruptedException {
    return pages("/api/v1/" + kind + (question.isEmpty() ? "" : "?" + question));
  }

  /**
   * A page of machines, with how many there are on all pages as {@code total}.
   *
   * @param question what follows the question mark, encoded
   */
  JsonNode counted(String question) throws IOException, InterruptedException {
    return connection.get("/api/v1/machines?count=true&" + question);
  }

  /** One of a kind; slashes of its name stay, as in {@code subnets/10.77.0.0/24}. */
  JsonNode one(String kind, String name) throws IOException, InterruptedException {
    return connection.get("/api/v1/" + kind + "/" + encoded(name).replace("%2F", "/"));
  }

  /** All machines, with everything of each. */
  public List<JsonNode> machines() throws IOException, InterruptedException {
    return machines("");
  }

  /**
   * The machines that a question asks for, from all its pages.
   *
   * @param question what follows the question mark, encoded
   */
  List<JsonNode> machines(String question) throws IOException, InterruptedException {
    return list("machines", question);
  }

  public JsonNode machine(String ref) throws IOException, InterruptedException {
    return connection.get("/api/v1/machines/" + encoded(ref));
  }

  public List<JsonNode> timeline(String ref) throws IOException, InterruptedException {
    return pages(path(ref, "timeline"));
  }

  /** The number of the newest entry of all timelines; 0 where there is none. */
  long newest() throws IOException, InterruptedException {
    return items(connection.get("/api/v1/timeline?sort=-seq&limit=1")).stream()
        .mapToLong(entry -> entry.path("seq").asLong())
        .findFirst()
        .orElse(0);
  }

  /** What a machine's timeline ends with, oldest first. */
  List<JsonNode> timeline(String ref, int newest) throws IOException, InterruptedException {
    return items(connection.get(path(ref, "timeline") + "?sort=-seq&limit=" + newest)).reversed();
  }

  private List<JsonNode> pages(String first) throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String next = first;
    while (!next.isEmpty()) {
      JsonNode page = connection.get(next);
      all.addAll(items(page));
      next = page.path("next").asString("");
    }
    return all;
  }

  /**
   * Applies a verb to a machine.
   *
   * @param profile for the verbs that take one
   * @return the machine as it is after the verb
   */
  public JsonNode act(String ref, String verb, Optional<String> profile)
      throws IOException, InterruptedException {
    return act(
        ref,
        verb,
        profile.<Map<String, ?>>map(name -> Map.of("profile", name)).orElse(Map.of()),
        false);
  }

  /** The same, or what it would do: its answer has {@code from}, {@code to} and {@code text}. */
  JsonNode act(String ref, String verb, Map<String, ?> told, boolean dryRun)
      throws IOException, InterruptedException {
    return connection.send(
        "POST", path(ref, "actions/" + verb + (dryRun ? "?dry-run=true" : "")), told);
  }

  /**
   * Applies a verb to many machines, each for itself.
   *
   * @param told which, as {@code machines} or {@code filter}, and what the verb is told
   * @return {@code items}, {@code done} and {@code refused}
   */
  JsonNode actOnAll(String verb, Map<String, ?> told, boolean dryRun)
      throws IOException, InterruptedException {
    return connection.send(
        "POST", "/api/v1/machines/actions/" + verb + (dryRun ? "?dry-run=true" : ""), told);
  }

  /** Registers a machine that was not seen yet. */
  public JsonNode register(String mac) throws IOException, InterruptedException {
    return connection.send("POST", "/api/v1/machines", Map.of("mac", mac));
  }

  /** The disks that were wiped, of one machine or of all, newest first. */
  List<JsonNode> certificates(Optional<String> ref) throws IOException, InterruptedException {
    return items(
        connection.get(ref.map(one -> path(one, "certificates")).orElse("/api/v1/certificates")));
  }

  /** Tells of machines; its answer has {@code accepted}, and what becomes of each. */
  JsonNode expect(List<Map<String, Object>> machines, boolean dryRun)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        connection.exchange(
            "POST",
            "/api/v1/expected" + (dryRun ? "?dry-run=true" : ""),
            Map.of("items", machines));
    return response.statusCode() == REJECTED
        ? JSON.readTree(response.body())
        : connection.parsed(response);
  }

  /** Takes back what was told of one; its answer says in {@code text} what that was. */
  JsonNode expectNoLonger(String name) throws IOException, InterruptedException {
    return connection.send("DELETE", "/api/v1/expected/" + encoded(name), Map.of());
  }

  /** What other rooms know of a machine. */
  JsonNode part(String ref, String name) throws IOException, InterruptedException {
    return connection.get(path(ref, name));
  }

  JsonNode ask(String ref, String name, Map<String, Object> body)
      throws IOException, InterruptedException {
    return connection.send("POST", path(ref, name), body);
  }

  public JsonNode put(String ref, String name, Map<String, Object> body)
      throws IOException, InterruptedException {
    return connection.send("PUT", path(ref, name), body);
  }

  JsonNode forget(String ref) throws IOException, InterruptedException {
    return connection.send("DELETE", "/api/v1/machines/" + encoded(ref), Map.of());
  }

  JsonNode delete(String ref, String name) throws IOException, InterruptedException {
    return connection.send("DELETE", path(ref, name), Map.of());
  }

  /** What a machine would be answered; see {@code POST /api/v1/explain}. */
  JsonNode explain(Map<String, ?> question) throws IOException, InterruptedException {
    return connection.send("POST", "/api/v1/explain", question);
  }

  /** How many machines came into service and how many failed lately. */
  JsonNode throughput() throws IOException, InterruptedException {
    return connection.get("/api/v1/throughput");
  }

  /** What was found last of each machine that was compared with its roles. */
  List<JsonNode> drift() throws IOException, InterruptedException {
    return items(connection.get("/api/v1/drift"));
  }

  /** The profiles and rules in force. */
  JsonNode policy() throws IOException, InterruptedException {
    return connection.get("/api/v1/policy");
  }

  /** Puts others in force, or tells what that would change; see {@code POST /api/v1/policy}. */
  public JsonNode policy(Map<String, ?> wish) throws IOException, InterruptedException {
    return connection.send("POST", "/api/v1/policy", wish);
  }

  /** Posts one of a kind: {@code tokens}, {@code secrets}. */
  JsonNode post(String kind, Map<String, ?> wish) throws IOException, InterruptedException {
    return connection.send("POST", "/api/v1/" + kind, wish);
  }

  /**
   * Deletes one of a kind.
   *
   * @param item the parts of its path
   */
  void remove(String kind, String... item) throws IOException, InterruptedException {
    String path = Arrays.stream(item).map(ApiClient::encoded).collect(Collectors.joining("/"));
    connection.send("DELETE", "/api/v1/" + kind + "/" + path, Map.of());
  }

  /** All that was changed through the API. */
  List<JsonNode> audit() throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    List<JsonNode> page;
    do {
      long after = all.isEmpty() ? 0 : all.getLast().path("seq").asLong();
      page = items(connection.get("/api/v1/audit?after=" + after));
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  public boolean isUp() throws InterruptedException {
    try {
      connection.get("/healthz");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Follows the event stream until the reader has seen enough or the stream ends.
   *
   * @param after sequence number to start behind
   * @param reader answers whether to go on
   * @return the sequence number of the last event read
   */
  public long events(long after, Predicate<JsonNode> reader)
      throws IOException, InterruptedException {
    var last = new AtomicLong(after);
    connection.stream(
        "/api/v1/events?after=" + after,
        (_, data) -> {
          JsonNode event = JSON.readTree(data);
          last.set(event.path("seq").asLong());
          return reader.test(event);
        });
    return last.get();
  }

  /**
   * Reads the lines of a machine's logs until the stream ends.
   *
   * @param query from its question mark on; empty for none
   * @param reader takes the source and a line of it
   */
  void logs(String ref, String query, BiConsumer<String, String> reader)
      throws IOException, InterruptedException {
    connection.stream(
        path(ref, "logs") + query,
        (source, line) -> {
          reader.accept(source, line);
          return true;
        });
  }

  @Override
  public void close() {
    connection.close();
  }

  private static String path(String ref, String part) {
    return "/api/v1/machines/" + encoded(ref) + "/" + part;
  }

  private static List<JsonNode> items(JsonNode body) {
    List<JsonNode> items = new ArrayList<>();
    body.path("items").forEach(items::add);
    return items;
  }

  /** As a part of an address. */
  static String encoded(String ref) {
    return java.net.URLEncoder.encode(ref, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
