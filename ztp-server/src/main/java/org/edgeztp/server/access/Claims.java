package org.edgeztp.server.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a signed token says of who has it.
 *
 * @param all its claims (RFC 7519, section 4), verified
 */
record Claims(Map<String, Object> all) {
  /** Before the names of its holders, so that they are told from those of our own tokens. */
  static final String PREFIX = "oidc:";

  private static final String EVERYWHERE = "*";

  /**
   * The token that it stands for.
   *
   * @throws IllegalArgumentException that says which claim does not do
   */
  Token token(OidcSettings settings, String jwt, Instant issued, Instant expires) {
    Role role = role(settings);
    return new Token(
        PREFIX + name(settings.nameClaim()),
        role,
        Token.hash(jwt),
        issued,
        Optional.of(expires),
        role == Role.ADMIN ? Set.of() : sites(settings));
  }

  private String name(String claim) {
    if (at(claim) instanceof String name && !name.isEmpty()) {
      return name;
    }
    throw new IllegalArgumentException("it has no claim '" + claim + "'");
  }

  /** The highest of those that it has. */
  private Role role(OidcSettings settings) {
    List<String> told = texts(settings.rolesClaim()).toList();
    return told.stream()
        .flatMap(name -> Optional.ofNullable(settings.roles().get(name)).stream())
        .map(Role::parse)
        .max(Comparator.naturalOrder())
        .orElseThrow(() ->
            new IllegalArgumentException(
                "its claim '%s' has none of the roles %s, but %s"
                    .formatted(
                        settings.rolesClaim(),
                        settings.roles().keySet().stream().sorted().toList(),
                        told)));
  }

  private Set<String> sites(OidcSettings settings) {
    if (settings.sitesClaim().isEmpty()) {
      return Set.of();
    }
    Set<String> sites = texts(settings.sitesClaim().get()).collect(Collectors.toSet());
    if (sites.isEmpty()) {
      throw new IllegalArgumentException(
          "its claim '" + settings.sitesClaim().get() + "' names no site");
    }
    return sites.contains(EVERYWHERE) ? Set.of() : sites;
  }

  /** The texts that a claim has; of one text those between its spaces, as scopes are written. */
  private Stream<String> texts(String path) {
    Stream<?> values =
        switch (at(path)) {
          case List<?> list -> list.stream();
          case String text -> Stream.of(text.split(" ", -1));
          default -> Stream.empty();
        };
    return values
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(text -> !text.isEmpty());
  }

  /** What is at a path; an empty list for nothing and for null. */
  private Object at(String path) {
    Object at = all;
    for (String name : path.split("\\.", -1)) {
      Object next = at instanceof Map<?, ?> map ? map.get(name) : null;
      at = Objects.requireNonNullElse(next, List.of());
    }
    return at;
  }
}
