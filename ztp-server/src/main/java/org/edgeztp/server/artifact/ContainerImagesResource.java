package org.edgeztp.server.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.WrongField;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/container-images}: what machines pull. {@code POST} gives a tag to what {@code
 * /api/v1/uploads} took; {@code GET ?name=&tag=} lists; {@code DELETE ?name=&tag=} takes a tag
 * away. {@code ?unused=DAYS} is what neither a profile nor the configuration names and nobody added
 * or pulled for so long. Names have slashes, so they are asked for and no part of a path.
 */
record ContainerImagesResource(
    Artifacts store,
    Clock clock,
    Supplier<Map<String, Map<String, Object>>> profiles,
    List<String> kept)
    implements Resource {
  private static final Set<String> FILTERS = Set.of("name", "tag", "unused");

  /**
   * An image.
   *
   * @param size of all its content, in bytes
   * @param used when it was added or last pulled
   * @param profiles those in force that name it
   */
  record View(
      String name,
      String tag,
      String digest,
      List<String> platforms,
      long size,
      Instant added,
      String by,
      Instant used,
      List<String> profiles) {}

  private View view(Image image, Mentions mentions) {
    return new View(
        image.name(),
        image.tag(),
        "sha256:" + image.digest(),
        image.platforms(),
        image.size(),
        image.added(),
        image.by(),
        store.used(image).truncatedTo(ChronoUnit.SECONDS),
        List.copyOf(mentions.of(image)));
  }

  private Mentions mentions() {
    return Mentions.of(profiles.get(), kept);
  }

  @Override
  public List<String> methods() {
    return List.of("GET", "POST", "DELETE");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return answer(method, Map.of(), body);
  }

  @Override
  public Object answer(String method, Map<String, String> query, JsonNode body) {
    try {
      return switch (method) {
        case "POST" -> add(body);
        case "DELETE" -> remove(query);
        default -> list(query);
      };
    } catch (IOException e) {
      throw new UncheckedIOException("the artifact store cannot be written", e);
    }
  }

  private Object list(Map<String, String> query) {
    for (String name : query.keySet()) {
      if (!FILTERS.contains(name)) {
        throw new WrongField(name, "images have no '%s'; there are name and tag".formatted(name));
      }
    }
    Mentions mentions = mentions();
    return items(
        (query.containsKey("unused")
                ? new Pruning(store, mentions, days(query)).unused()
                : store.images())
            .stream()
                .filter(image -> image.name().equals(query.getOrDefault("name", image.name())))
                .filter(image -> image.tag().equals(query.getOrDefault("tag", image.tag())))
                .toList(),
        mentions);
  }

  private Map<String, List<View>> items(List<Image> images, Mentions mentions) {
    return Map.of("items", images.stream().map(image -> view(image, mentions)).toList());
  }

  private static Duration days(Map<String, String> query) {
    String days = query.getOrDefault("unused", "");
    if (!days.matches("[1-9]\\d{0,4}")) {
      throw new WrongField(
          "unused",
          "unused is how many days unused images stay, 1 or more, not '%s'".formatted(days));
    }
    return Duration.ofDays(Integer.parseInt(days));
  }

  private Object add(JsonNode body) throws IOException {
    Sha256 digest;
    try {
      digest = Manifest.digest(needed(body.path("digest").asString(""), "digest"));
    } catch (IllegalArgumentException e) {
      throw new WrongField("digest", String.valueOf(e.getMessage()));
    }
    var reader = new ImageReader(store.blobs());
    Optional<Problem> problem = reader.read(digest);
    if (problem.isPresent()) {
      return problem.get();
    }
    Image image =
        reader.image(
            needed(body.path("name").asString(""), "name"),
            body.path("tag").asString("latest"),
            digest,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            Caller.name());
    return store
        .add(image)
        .<Object>map(refusal -> refusal)
        .orElseGet(() -> view(image, mentions()));
  }

  private Object remove(Map<String, String> query) throws IOException {
    if (query.containsKey("unused")) {
      if (query.size() > 1) {
        throw new WrongField("unused", "unused images are removed together, without name and tag");
      }
      Mentions mentions = mentions();
      return items(new Pruning(store, mentions, days(query)).remove(), mentions);
    }
    String path =
        Image.path(
            needed(query.getOrDefault("name", ""), "name"),
            needed(query.getOrDefault("tag", ""), "tag"));
    Optional<Image> found = store.image(path);
    if (found.isEmpty()) {
      return Problem.notFound("there is no image " + path);
    }
    View removed = view(found.get(), mentions());
    return store.remove(found.get()).<Object>map(refusal -> refusal).orElse(removed);
  }

  private static String needed(String value, String field) {
    if (value.isEmpty()) {
      throw new WrongField(
          field, "say which image: name=library/nginx, tag=1.27, and to add it digest=sha256:HASH");
    }
    return value;
  }
}
