package org.edgeztp.server.metrics;

import java.util.Locale;
import java.util.Set;

/** On which side of the server a request came. */
public enum Plane {
  DEVICE,
  OPERATOR;

  /** The first name of a path, where it is one of those that the plane has. */
  String kind(String path) {
    String first = path.substring(Math.min(1, path.length())).split("/", 2)[0];
    return kinds().contains(first) ? first : rest();
  }

  Set<String> kinds() {
    return switch (this) {
      case DEVICE -> Set.of("boot", "grub", "run", "mirror", "artifacts", "v2");
      case OPERATOR -> Set.of("api", "metrics", "healthz", "readyz");
    };
  }

  private String rest() {
    return switch (this) {
      case DEVICE -> "other";
      case OPERATOR -> "page";
    };
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
