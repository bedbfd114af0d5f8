package org.edgeztp.server.bench;

import java.util.List;

/**
 * What one run of {@link ApiLoad} showed.
 *
 * @param what name of the {@link ApiQuestion}, or {@value #CHANGE}
 * @param median milliseconds to the answer, of one client alone; of changes, from when it was due
 * @param rate answers a second to several clients; of changes, as many as were asked for
 */
record ApiResult(String what, double median, double p99, double slowest, double rate) {
  static final String CHANGE = "CHANGE";

  /**
   * Sums up.
   *
   * @param nanos of each answer; at least one
   */
  static ApiResult of(String what, List<Long> nanos, double rate) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return new ApiResult(what, part(sorted, 50), part(sorted, 99), sorted.getLast() / 1e6, rate);
  }

  /** The milliseconds within which so many of a hundred were answered. */
  private static double part(List<Long> sorted, int percent) {
    return sorted.get((sorted.size() * percent - 1) / 100) / 1e6;
  }

  String line() {
    return "%s %f %f %f %f".formatted(what, median, p99, slowest, rate);
  }

  static ApiResult parse(String line) {
    String[] words = line.split(" ", -1);
    return new ApiResult(
        words[0],
        Double.parseDouble(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]));
  }

  String label() {
    return what.equals(CHANGE)
        ? "%d changes a second".formatted(ApiLoad.CHANGES)
        : ApiQuestion.valueOf(what).label();
  }
}
