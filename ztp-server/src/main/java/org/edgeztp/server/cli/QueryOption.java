package org.edgeztp.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which machines a verb is about, and in which order. */
final class QueryOption {
  @Parameters(paramLabel = "TERM", description = "What machines must fit, all of it")
  private List<String> terms = new ArrayList<>();

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Found in its id, hostname, serial number, MAC, address or maintenance")
  private @Nullable String text;

  @Option(
      names = "--sort",
      paramLabel = "FIELD",
      description = "Such as hostname, since, state; -FIELD the other way round",
      defaultValue = "discovered")
  private String order = "discovered";

  /**
   * The question as the API takes it behind the question mark.
   *
   * @param fields that are needed of each machine; everything when empty
   */
  String question(String fields) {
    Stream<String> needed = fields.isEmpty() ? Stream.of() : Stream.of("fields=" + fields);
    Stream<String> own = Stream.of("limit=1000", "sort=" + encoded(order));
    Stream<String> search = text == null ? Stream.of() : Stream.of("search=" + encoded(text));
    return Stream.of(needed, own, search, terms.stream().map(QueryOption::encoded))
        .flatMap(parts -> parts)
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return ApiClient.encoded(text);
  }
}
