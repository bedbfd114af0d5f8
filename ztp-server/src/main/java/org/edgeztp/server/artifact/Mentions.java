package org.edgeztp.server.artifact;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of what profiles tell their roles, which name images and artifacts.
 *
 * @param byProfile by the profiles' names
 */
record Mentions(Map<String, Set<String>> byProfile) {
  /** Those of node attributes, by the profiles' names. */
  static Mentions of(Map<String, Map<String, Object>> attributes) {
    return new Mentions(
        attributes.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    profile -> texts(profile.getValue()).collect(Collectors.toSet()))));
  }

  private static Stream<String> texts(Object value) {
    return switch (value) {
      case String text -> Stream.of(text);
      case Map<?, ?> map -> map.values().stream().flatMap(Mentions::texts);
      case List<?> list -> list.stream().flatMap(Mentions::texts);
      default -> Stream.empty();
    };
  }

  /** The profiles that name an image, alone or behind a registry, with its tag or its digest. */
  Set<String> of(Image image) {
    Set<String> profiles = new TreeSet<>();
    byProfile.forEach((profile, texts) -> {
      if (texts.stream().anyMatch(text -> names(text, image))) {
        profiles.add(profile);
      }
    });
    return profiles;
  }

  private static boolean names(String text, Image image) {
    String whole = "/" + text;
    return whole.endsWith("/" + image.path())
        || whole.endsWith("/" + image.name() + "@" + Manifest.digest(image.hash()));
  }
}
