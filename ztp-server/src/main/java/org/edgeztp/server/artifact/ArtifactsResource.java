package org.edgeztp.server.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.Paged;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.WrongField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/artifacts}: the files that machines can fetch. {@code POST} gives a name to
 * content that {@code /api/v1/uploads} took; {@code GET ?name=&version=&arch=&file=&sha256=} lists,
 * by page.
 */
record ArtifactsResource(Artifacts store, Clock clock) implements Resource {
  private static final Set<String> FILTERS = Set.of("name", "version", "arch", "file", "sha256");
  private static final Set<String> PAGES = Set.of("limit", "after");
  private static final int USUAL = 100;
  private static final int MOST = 1000;

  /** Keys of a whole distribution are some hundred kB. */
  private static final int LONGEST_BODY = 2 << 20;

  /**
   * An artifact.
   *
   * @param path of the device plane that machines fetch it at
   */
  record View(
      String name,
      String version,
      String arch,
      String file,
      String path,
      long size,
      String sha256,
      Instant added,
      String by,
      @Nullable String signedBy) {
    static View of(Artifact one) {
      return new View(
          one.name(),
          one.version(),
          one.arch(),
          one.file(),
          Artifacts.PREFIX + one.path(),
          one.size(),
          one.sha256(),
          one.added(),
          one.by(),
          one.signedBy());
    }

    private String value(String filter) {
      return switch (filter) {
        case "name" -> name;
        case "version" -> version;
        case "arch" -> arch;
        case "file" -> file;
        default -> sha256;
      };
    }
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public List<String> itemMethods() {
    return List.of("GET", "DELETE");
  }

  @Override
  public List<String> itemParts() {
    return List.of("name", "version", "arch", "file");
  }

  @Override
  public int bodyLimit() {
    return LONGEST_BODY;
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return answer(method, Map.of(), body);
  }

  @Override
  public Object answer(String method, Map<String, String> query, JsonNode body) {
    return method.equals("GET") ? page(query) : add(body);
  }

  private Paged page(Map<String, String> query) {
    for (String name : query.keySet()) {
      if (!FILTERS.contains(name) && !PAGES.contains(name)) {
        throw new WrongField(
            name, "artifacts have no '%s'; there are %s".formatted(name, new TreeSet<>(FILTERS)));
      }
    }
    String after = query.getOrDefault("after", "");
    int limit = limit(query.getOrDefault("limit", String.valueOf(USUAL)));
    List<View> found =
        store.all().stream()
            .filter(one -> one.path().compareTo(after) > 0)
            .map(View::of)
            .filter(one ->
                FILTERS.stream()
                    .allMatch(name ->
                        !query.containsKey(name) || one.value(name).equals(query.get(name))))
            .limit(limit + 1L)
            .toList();
    List<View> page = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next =
        found.size() > limit
            ? Optional.of(page.getLast().path().substring(Artifacts.PREFIX.length()))
            : Optional.empty();
    return new Paged(page, next, Optional.empty());
  }

  private static int limit(String text) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
      throw new WrongField("limit", "limit is a number from 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  private Object add(JsonNode body) {
    try {
      Artifact wished = wished(body);
      Optional<Problem> refusal = store.refusal(wished);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Path content = store.blobs().find(wished.hash()).orElseThrow();
      String signer = null;
      JsonNode signature = body.path("signature");
      if (!signature.isMissingNode() && !signature.isNull()) {
        switch (OpenPgp.check(content, bytes(signature, "file"), bytes(signature, "key"))) {
          case OpenPgp.Verdict.Good(var fingerprint) -> signer = fingerprint;
          case OpenPgp.Verdict.Bad(var why) -> {
            return new Problem(Problem.Code.MISMATCH, why, Optional.of("signature"));
          }
        }
      }
      Artifact artifact =
          new Artifact(
              wished.name(),
              wished.version(),
              wished.arch(),
              wished.file(),
              wished.sha256(),
              Files.size(content),
              wished.added(),
              wished.by(),
              signer);
      return store
          .add(artifact)
          .<Object>map(problem -> problem)
          .orElseGet(() -> View.of(store.find(artifact.path()).orElse(artifact)));
    } catch (IOException e) {
      throw new UncheckedIOException("the artifact store cannot be written", e);
    }
  }

  private Artifact wished(JsonNode body) {
    return new Artifact(
        text(body, "name", Optional.empty()),
        text(body, "version", Optional.empty()),
        text(body, "arch", Optional.of("all")),
        text(body, "file", Optional.empty()),
        hash(text(body, "sha256", Optional.empty())),
        0,
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        Caller.name(),
        null);
  }

  private static String hash(String text) {
    try {
      return Sha256.parse(text).hex();
    } catch (IllegalArgumentException e) {
      throw new WrongField("sha256", String.valueOf(e.getMessage()));
    }
  }

  private static String text(JsonNode body, String field, Optional<String> otherwise) {
    String value = body.path(field).asString(otherwise.orElse(""));
    if (value.isEmpty()) {
      throw new WrongField(
          field,
          "say what it is: {\"name\": \"kubelet\", \"version\": \"1.34.1\", \"arch\": \"amd64\","
              + " \"file\": \"kubelet\", \"sha256\": ...}");
    }
    return value;
  }

  private static byte[] bytes(JsonNode signature, String field) {
    String text = signature.path(field).asString("");
    try {
      if (!text.isEmpty()) {
        return Base64.getMimeDecoder().decode(text);
      }
    } catch (IllegalArgumentException unreadable) {
      // Told below.
    }
    throw new WrongField(
        "signature",
        "a signature has a file and a key, each in Base64: {\"file\": ..., \"key\": ...}");
  }

  @Override
  public Object item(String method, String path) {
    Optional<Artifact> found = store.find(path);
    if (found.isEmpty()) {
      return Problem.notFound("there is no artifact " + path);
    }
    if (method.equals("DELETE")) {
      try {
        Optional<Problem> refusal = store.remove(found.get());
        if (refusal.isPresent()) {
          return refusal.get();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the artifact store cannot be written", e);
      }
    }
    return View.of(found.get());
  }
}
