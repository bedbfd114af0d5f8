package org.edgeztp.server;

import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.server.access.ApiAccess;
import org.edgeztp.server.access.OidcSettings;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider whose tokens the API takes beside its own.
 *
 * @param issuer HTTPS, but for one on this host
 * @param audience what the provider calls this server
 * @param nameClaim {@code sub} by default
 * @param rolesClaim {@code roles} by default; {@code realm_access.roles} lies within another
 * @param roles orchestrator, viewer, operator or admin, by what the provider calls them; the same
 *     by default
 * @param sitesClaim of the sites that somebody is for; of all where absent
 * @param clockSkew seconds that its clock may be off; 60 by default
 * @param login for people at the pages; they have tokens of the server alone where absent
 */
public record OidcEntry(
    URI issuer,
    String audience,
    String nameClaim,
    String rolesClaim,
    Map<String, String> roles,
    Optional<String> sitesClaim,
    int clockSkew,
    Optional<OidcLoginEntry> login) {
  private static final Map<String, String> OURS =
      Map.of(
          "orchestrator",
          "orchestrator",
          "viewer",
          "viewer",
          "operator",
          "operator",
          "admin",
          "admin");

  public OidcEntry(
      @Nullable URI issuer,
      @Nullable String audience,
      @Nullable String nameClaim,
      @Nullable String rolesClaim,
      @Nullable Map<String, String> roles,
      Optional<String> sitesClaim,
      int clockSkew,
      Optional<OidcLoginEntry> login) {
    this.issuer = required(issuer, "oidc.issuer");
    this.audience = required(audience, "oidc.audience");
    this.nameClaim = or(nameClaim, "sub");
    this.rolesClaim = or(rolesClaim, "roles");
    this.roles = Map.copyOf(or(roles, OURS));
    this.sitesClaim = sitesClaim;
    this.clockSkew = clockSkew == 0 ? 60 : clockSkew;
    this.login = login;
    if (!OidcSettings.isSafe(this.issuer)) {
      throw new ConfigException(
          "oidc.issuer is an https address, or one of this host, not '" + issuer + "'");
    }
    try {
      toSettings();
    } catch (IllegalArgumentException e) {
      throw new ConfigException("oidc.roles: " + e.getMessage());
    }
  }

  /** Has its tokens taken, and people log in by it where they may. */
  void introduceTo(ApiAccess access, Optional<Secret> clientSecret) {
    access.trust(toSettings(), login.map(way -> way.toSettings(issuer, clientSecret)));
  }

  private OidcSettings toSettings() {
    return new OidcSettings(
        issuer, audience, nameClaim, rolesClaim, roles, sitesClaim, Duration.ofSeconds(clockSkew));
  }
}
