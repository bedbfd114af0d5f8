package org.edgeztp.server.artifact;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the container images of a store run on, held against what profiles name. */
public record Platforms(Artifacts store) {
  /** Architectures, as OCI and Debian call them, with their other names. */
  private static final Map<String, Set<String>> ARCHITECTURES =
      Map.of("amd64", Set.of("amd64", "x86_64"), "arm64", Set.of("arm64", "aarch64"));

  /**
   * Why machines of an architecture cannot run what a profile names. What an attribute holds below
   * a key that is an architecture's name is for machines of that one alone.
   *
   * @param attributes what the profile tells its roles
   * @param architecture {@code amd64} or {@code arm64}
   */
  public Optional<String> lack(Map<String, Object> attributes, String architecture) {
    return lack(store.images(), attributes, architecture);
  }

  static Optional<String> lack(
      Collection<Image> images, Map<String, Object> attributes, String architecture) {
    Map<String, Object> own = new HashMap<>();
    attributes.forEach((key, value) -> own.put(key, of(value, architecture)));
    var mentions = Mentions.of(Map.of("", own), List.of());
    // One image may be here under the name of its registry and under the short one.
    Set<String> fit =
        images.stream()
            .filter(image -> runs(image, architecture))
            .map(Platforms::familiar)
            .collect(Collectors.toSet());
    return images.stream()
        .filter(image -> !runs(image, architecture) && !fit.contains(familiar(image)))
        .filter(image -> !mentions.of(image).isEmpty())
        .findFirst()
        .map(image ->
            ("the container image %s, which the artifact store has for %s alone, and this machine is"
                    + " %s: add it for this one with 'ztp artifact add', or name it in an attribute"
                    + " below the key of its architecture")
                .formatted(image.path(), String.join(", ", image.platforms()), architecture));
  }

  /** What tells of no platform runs anywhere, as far as is known. */
  private static boolean runs(Image image, String architecture) {
    String platform = "linux/" + architecture;
    return image.platforms().isEmpty() || image.platforms().contains(platform);
  }

  private static String familiar(Image image) {
    return image.path().replaceFirst("^docker\\.io/", "").replaceFirst("^library/", "");
  }

  private static Object of(Object value, String architecture) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .filter(entry -> !isOfOther(entry.getKey(), architecture))
              .collect(
                  Collectors.toMap(Map.Entry::getKey, entry -> of(entry.getValue(), architecture)));
      case List<?> list -> list.stream().map(item -> of(item, architecture)).toList();
      default -> value;
    };
  }

  private static boolean isOfOther(Object key, String architecture) {
    return ARCHITECTURES.entrySet().stream()
        .anyMatch(one -> !one.getKey().equals(architecture) && one.getValue().contains(key));
  }
}
