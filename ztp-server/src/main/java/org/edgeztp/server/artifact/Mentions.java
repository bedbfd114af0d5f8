package org.edgeztp.server.artifact;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What names images and artifacts. When in doubt, a text names an image: one too many is kept.
 *
 * @param byProfile the texts of what profiles tell their roles, by the profiles' names
 * @param kept names of images that the configuration keeps, {@code NAME[:TAG]}
 */
record Mentions(Map<String, Set<String>> byProfile, List<String> kept) {
  private static final String HUB = "docker.io/";
  private static final String OFFICIAL = "library/";

  /** Those of node attributes, by the profiles' names. */
  static Mentions of(Map<String, Map<String, Object>> attributes, List<String> kept) {
    return new Mentions(
        attributes.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    profile -> texts(profile.getValue()).collect(Collectors.toSet()))),
        kept);
  }

  private static Stream<String> texts(@Nullable Object value) {
    return switch (value) {
      case null -> Stream.empty();
      case String text -> Stream.of(text);
      case Map<?, ?> map ->
          Stream.concat(map.keySet().stream(), map.values().stream()).flatMap(Mentions::texts);
      case List<?> list -> list.stream().flatMap(Mentions::texts);
      default -> Stream.empty();
    };
  }

  /** Whether a profile or the configuration names an image. */
  boolean has(Image image) {
    Pattern called = Pattern.compile(called(image.name()));
    return kept.stream().anyMatch(names(image).or(name -> called.matcher(name).matches()))
        || !of(image).isEmpty();
  }

  /** The profiles that name an image somewhere in a text, with its tag or a digest of it. */
  Set<String> of(Image image) {
    Predicate<String> names = names(image);
    Set<String> profiles = new TreeSet<>();
    byProfile.forEach((profile, texts) -> {
      if (texts.stream().anyMatch(names)) {
        profiles.add(profile);
      }
    });
    return profiles;
  }

  private static Predicate<String> names(Image image) {
    Pattern name = Pattern.compile(called(image.name()) + tagged(image.tag()));
    List<String> hashes = image.hashes().stream().map(Sha256::hex).toList();
    return text -> name.matcher(text).find() || hashes.stream().anyMatch(text::contains);
  }

  /**
   * As containerd and Docker take names: any registry may stand before one, but what is of Docker
   * Hub is also called without {@code docker.io/} and {@code library/}.
   */
  private static String called(String name) {
    String any = "(?<![\\w.-])" + Pattern.quote(name);
    if (!name.startsWith(HUB) && !name.startsWith(OFFICIAL)) {
      return any;
    }
    String hub = withoutStart(name, HUB);
    return "(?:%s|(?<=^|[^\\w./-]|//)(?:%s)?(?:%s|%s))"
        .formatted(
            any,
            Pattern.quote(HUB),
            Pattern.quote(hub),
            Pattern.quote(withoutStart(hub, OFFICIAL)));
  }

  private static String withoutStart(String text, String start) {
    return text.startsWith(start) ? text.substring(start.length()) : text;
  }

  /** The tag behind a name, which may be left out when it is {@code latest}. */
  private static String tagged(String tag) {
    String written = ":" + Pattern.quote(tag) + "(?![.-]*\\w)";
    return tag.equals("latest") ? "(?:%s|(?![.-]*\\w|:\\w|[@/]))".formatted(written) : written;
  }
}
