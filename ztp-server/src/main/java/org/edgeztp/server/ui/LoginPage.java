package org.edgeztp.server.ui;

import java.util.Optional;
import org.edgeztp.server.access.LoginOffer;

/**
 * Where a person gives a token, or goes to the provider.
 *
 * @param to where it goes on from there
 * @param why nothing came of the last time
 * @param provider its name, where there is one
 */
record LoginPage(String to, Optional<String> why, Optional<String> provider) {
  static Reply of(Visit visit, LoginOffer offer) {
    if (offer.onward().isPresent()) {
      return Reply.Page.of("Logged in", "landed", new Landed(offer.onward().get()));
    }
    var page =
        new LoginPage(
            visit.asked("to").orElse("/"), offer.fault().or(() -> why(visit)), offer.provider());
    return new Reply.Page(offer.fault().isPresent() ? 403 : 200, "Log in", "login", page);
  }

  /** Goes on by itself. */
  record Landed(String to) {}

  private static Optional<String> why(Visit visit) {
    return visit
        .asked("why")
        .flatMap(reason ->
            switch (reason) {
              case "wrong" ->
                  Optional.of(
                      "This token is unknown, revoked or over. Ask an administrator for another.");
              case "held" ->
                  Optional.of("Too many wrong tokens came from here. Try again in a minute.");
              case "over" ->
                  Optional.of("Your session is over. Nothing was done; log in and try again.");
              default -> Optional.empty();
            });
  }
}
