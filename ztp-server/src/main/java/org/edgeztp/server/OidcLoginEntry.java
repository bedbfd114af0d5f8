package org.edgeztp.server;

import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.access.LoginSettings;
import org.edgeztp.server.access.OidcSettings;
import org.jspecify.annotations.Nullable;

/**
 * How people log in to the pages by the OpenID provider.
 *
 * @param name as the login page shows it; the issuer's host by default
 * @param clientId what the provider calls the pages
 * @param clientSecretFile with the secret and nothing else; the environment's {@value #VARIABLE}
 *     where absent, and without both a public client
 * @param redirectUri as the provider knows it, ending in {@code /login/callback}
 * @param scope {@code openid profile email} by default
 */
public record OidcLoginEntry(
    @Nullable String name,
    String clientId,
    @Nullable Path clientSecretFile,
    URI redirectUri,
    String scope) {
  static final String VARIABLE = "ZTP_OIDC_CLIENT_SECRET";

  private static final String BACK = "/login/callback";

  public OidcLoginEntry(
      @Nullable String name,
      @Nullable String clientId,
      @Nullable Path clientSecretFile,
      @Nullable URI redirectUri,
      @Nullable String scope) {
    this.name = name;
    this.clientId = required(clientId, "oidc.login.client-id");
    this.clientSecretFile = clientSecretFile;
    this.redirectUri = required(redirectUri, "oidc.login.redirect-uri");
    this.scope = or(scope, "openid profile email");
    if (!BACK.equals(this.redirectUri.getPath()) || !OidcSettings.isSafe(this.redirectUri)) {
      throw new ConfigException(
          "oidc.login.redirect-uri is where browsers find these pages, as https://ztp.example.org%s, not '%s'"
              .formatted(BACK, redirectUri));
    }
    if (!List.of(this.scope.split(" ", -1)).contains("openid")) {
      throw new ConfigException(
          "oidc.login.scope has 'openid' among its names: without it nobody is told who it is");
    }
  }

  /**
   * Reads the secret.
   *
   * @param issuer whose host is the name where none is given
   * @param fromEnvironment the secret that it has
   */
  LoginSettings toSettings(URI issuer, Optional<Secret> fromEnvironment) {
    return new LoginSettings(
        or(name, issuer.getHost()),
        clientId,
        clientSecretFile == null
            ? fromEnvironment.map(Secret::reveal)
            : Optional.of(read(clientSecretFile)),
        redirectUri,
        scope);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ConfigException("cannot read oidc.login.client-secret-file: " + e);
    }
  }
}
