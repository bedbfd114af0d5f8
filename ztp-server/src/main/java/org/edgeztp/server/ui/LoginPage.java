package org.edgeztp.server.ui;

import java.util.Optional;

/**
 * Where a person gives a token.
 *
 * @param to where it goes on from there
 * @param why nothing came of the last time
 */
record LoginPage(String to, Optional<String> why) {
  static LoginPage of(Visit visit) {
    return new LoginPage(
        visit.asked("to").orElse("/"),
        visit
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
                }));
  }
}
