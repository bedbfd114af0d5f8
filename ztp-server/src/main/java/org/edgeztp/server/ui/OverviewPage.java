package org.edgeztp.server.ui;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Filter;
import tools.jackson.databind.JsonNode;

/**
 * The first page: how many machines are where, which need a person, what is going on, and what the
 * last day brought.
 *
 * @param needs the first of those that need a person
 * @param more how many need one beside these
 * @param day by hour, the oldest first
 */
record OverviewPage(
    long machines,
    List<Share> shares,
    List<MachineLine> needs,
    int more,
    List<MachineLine> moving,
    int movingMore,
    List<Hour> day,
    long arrived,
    long failed) {
  private static final int NEEDS = 8;
  private static final int MOVING = 10;

  /** Width and height in which bars and columns are drawn. */
  private static final double WIDTH = 1000;

  private static final double HEIGHT = 48;

  /**
   * The machines of one kind of state.
   *
   * @param x where its part of the bar begins, of {@value #WIDTH}
   */
  record Share(String label, String tone, long count, String href, double x, double width) {}

  /**
   * How many came into service and how many failed within one hour.
   *
   * @param servingHeight of a column of {@value #HEIGHT}
   */
  record Hour(double servingHeight, double failedHeight) {}

  static OverviewPage of(Inventory inventory, JsonNode throughput, Instant now) {
    Map<Tone, Long> tones = Tone.counts(inventory, Filter.ALL);
    Needs needs = Needs.of(inventory, NEEDS);
    List<Machine> moving = inventory.inState(Tone.MOVING.states());
    JsonNode lastDay = throughput.path("lastDay");
    return new OverviewPage(
        tones.values().stream().mapToLong(Long::longValue).sum(),
        shares(tones),
        lines(needs.first(), inventory, now),
        needs.all() - needs.first().size(),
        lines(moving.stream().limit(MOVING).toList(), inventory, now),
        Math.max(0, moving.size() - MOVING),
        day(throughput.path("hours")),
        lastDay.path(State.IN_SERVICE.name()).asLong(0),
        lastDay.path(State.FAILED.name()).asLong(0));
  }

  public int wanting() {
    return needs.size() + more;
  }

  public String movingHref() {
    return Selection.ALL.inStates(Tone.MOVING.states()).href();
  }

  private static List<MachineLine> lines(List<Machine> machines, Inventory inventory, Instant now) {
    return machines.stream()
        .map(machine -> MachineLine.of(machine, inventory.explain(machine), now))
        .toList();
  }

  private static List<Share> shares(Map<Tone, Long> tones) {
    long all = tones.values().stream().mapToLong(Long::longValue).sum();
    List<Share> shares = new ArrayList<>();
    double x = 0;
    for (Tone tone : Tone.values()) {
      long count = tones.getOrDefault(tone, 0L);
      double width = all == 0 ? 0 : WIDTH * count / all;
      String href = Selection.ALL.inStates(tone.states()).href();
      shares.add(new Share(tone.label(), tone.key(), count, href, x, width));
      x += width;
    }
    return shares;
  }

  private static List<Hour> day(JsonNode hours) {
    double most =
        hours
            .valueStream()
            .flatMap(hour -> hour.path("ends").valueStream())
            .mapToDouble(JsonNode::asDouble)
            .reduce(1, Math::max);
    return hours
        .valueStream()
        .map(hour -> hour.path("ends"))
        .map(ends ->
            new Hour(
                HEIGHT * ends.path(State.IN_SERVICE.name()).asDouble() / most,
                HEIGHT * ends.path(State.FAILED.name()).asDouble() / most))
        .toList();
  }
}
