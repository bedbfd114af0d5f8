package org.edgeztp.inventory.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of something that may be long.
 *
 * @param next where the next page goes on, as its query parameter takes it
 * @param total how many there are on all pages, where that was asked
 * @param by the query parameter that says where a page goes on
 * @param beside what else is told, by name
 */
public record Paged(
    List<?> items,
    Optional<String> next,
    Optional<Integer> total,
    String by,
    Map<String, Object> beside) {
  /** A page with nothing beside it. */
  public Paged(List<?> items, Optional<String> next, Optional<Integer> total, String by) {
    this(items, next, total, by, Map.of());
  }

  /** A page that goes on by {@code after}. */
  public Paged(List<?> items, Optional<String> next, Optional<Integer> total) {
    this(items, next, total, Map.of());
  }

  /** The same, with something beside it. */
  public Paged(
      List<?> items, Optional<String> next, Optional<Integer> total, Map<String, Object> beside) {
    this(items, next, total, "after", beside);
  }

  Paged(List<?> items, Optional<String> next) {
    this(items, next, Optional.empty());
  }

  /** The page as JSON, with the address of the next one, or null. */
  Map<String, Object> body(String path, List<Map.Entry<String, String>> query) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("items", items);
    body.put("next", link(path, query).orElse(null));
    total.ifPresent(count -> body.put("total", count));
    body.putAll(beside);
    return body;
  }

  /** The next page's address, relative to the server's: the same question, from there on. */
  Optional<String> link(String path, List<Map.Entry<String, String>> query) {
    return next.map(cursor ->
        Stream.concat(
                query.stream().filter(part -> !part.getKey().equals(by)),
                Stream.of(Map.entry(by, cursor)))
            .map(part -> encoded(part.getKey()) + "=" + encoded(part.getValue()))
            .collect(Collectors.joining("&", path + "?", "")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
