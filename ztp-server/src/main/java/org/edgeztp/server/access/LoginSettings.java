package org.edgeztp.server.access;

import java.net.URI;
import java.util.Optional;

/**
 * How people log in to the pages by an OpenID provider.
 *
 * @param name of the provider, as the login page shows it
 * @param clientId what the provider calls the pages: the {@code aud} of its ID tokens
 * @param secret of a confidential client; none for a public one
 * @param redirect where browsers come back to, letter by letter as the provider knows it; its path
 *     is {@link ProviderLogin#BACK}
 * @param scope names with spaces between, {@code openid} among them
 */
public record LoginSettings(
    String name, String clientId, Optional<String> secret, URI redirect, String scope) {
  /** Hides the secret. */
  @Override
  public String toString() {
    return "login by " + name + " as " + clientId;
  }
}
