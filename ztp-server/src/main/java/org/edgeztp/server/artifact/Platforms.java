package org.edgeztp.server.artifact;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    Set<String> named = texts(attributes, architecture).collect(Collectors.toSet());
    // One image may be here under the name of its registry and under the short one.
    Set<String> fit =
        images.stream()
            .filter(image -> runs(image, architecture))
            .map(image -> familiar(image.path()))
            .collect(Collectors.toSet());
    return images.stream()
        .filter(image -> !runs(image, architecture) && !fit.contains(familiar(image.path())))
        .filter(image -> named.stream().anyMatch(text -> refersTo(text, image)))
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

  /**
   * Whether a text is a reference to an image, by its tag or a digest, with or without a registry's
   * host before it. A word that may only be the name of a package or a program is none.
   */
  private static boolean refersTo(String text, Image image) {
    String[] parts = text.split("@", 2);
    return parts.length == 2
        ? image.hashes().stream().anyMatch(hash -> parts[1].equals("sha256:" + hash.hex()))
        : Stream.of(text, text.replaceFirst("^[^/]*[.:][^/]*/", ""))
            .anyMatch(name -> familiar(name).equals(familiar(image.path())));
  }

  private static String familiar(String path) {
    return path.replaceFirst("^docker\\.io/", "").replaceFirst("^library/", "");
  }

  /** What attributes hold for machines of an architecture; a profile may have them empty. */
  private static Stream<String> texts(@Nullable Object value, String architecture) {
    return switch (value) {
      case null -> Stream.empty();
      case String text -> Stream.of(text);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .filter(entry -> !isOfOther(entry.getKey(), architecture))
              .flatMap(entry -> texts(entry.getValue(), architecture));
      case List<?> list -> list.stream().flatMap(item -> texts(item, architecture));
      default -> Stream.empty();
    };
  }

  private static boolean isOfOther(Object key, String architecture) {
    return ARCHITECTURES.entrySet().stream()
        .anyMatch(one -> !one.getKey().equals(architecture) && one.getValue().contains(key));
  }
}
