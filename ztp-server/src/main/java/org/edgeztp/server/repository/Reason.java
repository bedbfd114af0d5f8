package org.edgeztp.server.repository;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a failure into the one line that askers and the log are shown. */
final class Reason {
  private Reason() {}

  /** The messages of the failure and its causes, outermost first. */
  static String of(Throwable failure) {
    String chain =
        Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
            .map(Throwable::getMessage)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(": "));
    return chain.isEmpty() ? failure.getClass().getSimpleName() : chain.replaceAll("\\s+", " ");
  }
}
