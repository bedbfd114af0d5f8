package org.edgeztp.server.access;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose signed tokens are taken, and what they say of who has them. A claim is named by its path:
 * in {@code realm_access.roles} it lies within another.
 *
 * @param issuer of the tokens, as their {@code iss} has it; its keys are found from there
 * @param audience that tokens must be for, as their {@code aud} has it
 * @param nameClaim who it is
 * @param rolesClaim what that may do: one name or a list
 * @param roles ours, by those that the claim names
 * @param sitesClaim for which sites that is: one name, a list, or {@code *} for all; of all where
 *     there is no such claim to be asked for
 * @param clockSkew by how much the issuer's clock may be off
 */
public record OidcSettings(
    URI issuer,
    String audience,
    String nameClaim,
    String rolesClaim,
    Map<String, String> roles,
    Optional<String> sitesClaim,
    Duration clockSkew) {
  public OidcSettings {
    roles = Map.copyOf(roles);
    roles.values().forEach(Role::parse);
  }

  /** Whether nobody between could give other keys: HTTPS, or on this very host. */
  public static boolean isSafe(URI place) {
    String host = Optional.ofNullable(place.getHost()).orElse("");
    boolean local = Set.of("127.0.0.1", "[::1]", "localhost").contains(host);
    return !host.isEmpty()
        && ("https".equals(place.getScheme()) || ("http".equals(place.getScheme()) && local));
  }
}
