package org.edgeztp.inventory.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every route of the API. Of several to the same place the first counts: words before names. */
record Routes(List<Route> all) {
  /**
   * A route to a place.
   *
   * @param named what stands for its names
   */
  record Found(Route route, Map<String, String> named) {}

  /** The ways to a path: one for each method that it takes. */
  List<Found> to(String path) {
    List<String> segments = List.of(path.substring(1).split("/", -1));
    Optional<String> place =
        all.stream()
            .filter(route -> route.match(segments).isPresent())
            .map(Route::path)
            .findFirst();
    return all.stream()
        .filter(route -> place.filter(route.path()::equals).isPresent())
        .map(route -> new Found(route, route.match(segments).orElseThrow()))
        .toList();
  }

  /** The one of them that a method takes; HEAD is a GET whose answer stays here. */
  static Optional<Found> by(String method, List<Found> ways) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    return ways.stream().filter(way -> way.route().method().equals(wanted)).findFirst();
  }

  /** The methods that they take, as the header Allow lists them. */
  static String allowed(List<Found> ways) {
    return ways.stream()
        .map(way -> way.route().method())
        .flatMap(method -> method.equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(method))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
