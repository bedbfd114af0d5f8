package org.edgeztp.server.access;

import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * What the login page has to say beside its form.
 *
 * @param provider by which people may log in as well
 * @param fault why they were not let in by it
 * @param onward where they go on, logged in
 */
public record LoginOffer(
    Optional<String> provider, Optional<String> fault, Optional<String> onward) {
  private static final String ATTRIBUTE = LoginOffer.class.getName();
  private static final LoginOffer NONE =
      new LoginOffer(Optional.empty(), Optional.empty(), Optional.empty());

  /** That of a request; an empty one where it is not of the login. */
  public static LoginOffer of(Request request) {
    return request.getAttribute(ATTRIBUTE) instanceof LoginOffer offer ? offer : NONE;
  }

  void attachTo(Request request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
